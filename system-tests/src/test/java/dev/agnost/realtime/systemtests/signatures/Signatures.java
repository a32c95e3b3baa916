package dev.agnost.realtime.systemtests.signatures;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists everything of a module that other code can compile or link against. */
final class Signatures {

  private Signatures() {}

  /**
   * Returns one line for each class, constructor, method, field and enum constant that is public,
   * or protected in a class that can be extended, in the exported packages; sorted.
   *
   * @param member any class of the module
   */
  static List<String> of(Class<?> member) throws IOException, URISyntaxException {
    Path home = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleReference module = ModuleFinder.of(home).findAll().iterator().next();
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(each -> !each.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    try (ModuleReader reader = module.open();
        Stream<String> files = reader.list()) {
      for (String file : files.filter(each -> each.endsWith(".class")).toList()) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        int dot = name.lastIndexOf('.');
        if (dot > 0 && exported.contains(name.substring(0, dot))) {
          add(load(name, member), lines);
        }
      }
    }
    return lines.stream().sorted().toList();
  }

  private static Class<?> load(String name, Class<?> member) {
    try {
      return Class.forName(name, false, member.getClassLoader());
    } catch (ClassNotFoundException gone) {
      throw new IllegalStateException(name + " is listed and cannot be loaded", gone);
    }
  }

  private static void add(Class<?> type, List<String> lines) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!isVisible(each.getModifiers(), each.getEnclosingClass()) || each.isSynthetic()) {
        return;
      }
    }
    String name = type.getName();
    String header = type.toGenericString().replaceFirst("(non-)?sealed ", ""); // from JDK 19 on
    lines.add(name + ": " + (type.isSealed() ? "sealed " : "") + header + supertypes(type));
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      if (isVisible(each.getModifiers(), type) && !each.isSynthetic()) {
        lines.add(name + ": " + each.toGenericString());
      }
    }
    for (Method each : type.getDeclaredMethods()) {
      if (isVisible(each.getModifiers(), type) && !each.isSynthetic()) {
        lines.add(name + ": " + each.toGenericString());
      }
    }
    for (Field each : type.getDeclaredFields()) {
      if (isVisible(each.getModifiers(), type) && !each.isSynthetic()) {
        lines.add(name + ": " + each.toGenericString());
      }
    }
  }

  private static String supertypes(Class<?> type) {
    List<String> supertypes = new ArrayList<>();
    if (type.getGenericSuperclass() != null) {
      supertypes.add(type.getGenericSuperclass().getTypeName());
    }
    Arrays.stream(type.getGenericInterfaces()).forEach(each -> supertypes.add(each.getTypeName()));
    return " : " + String.join(", ", supertypes);
  }

  private static boolean isVisible(int modifiers, Class<?> owner) {
    return Modifier.isPublic(modifiers)
        || (Modifier.isProtected(modifiers) && !Modifier.isFinal(owner.getModifiers()));
  }
}
