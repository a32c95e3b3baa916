package dev.agnost.realtime.systemtests.nativeimage;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** Loads the class path of the test once more and records the resources that the SDK asks for. */
final class RecordingClassLoader extends URLClassLoader {

  private final Set<String> asked = new ConcurrentSkipListSet<>();

  RecordingClassLoader() {
    super(classPath(), ClassLoader.getPlatformClassLoader());
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(RecordingClassLoader::url)
        .toArray(URL[]::new);
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (IOException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  Set<String> asked() {
    return new TreeSet<>(asked);
  }

  @Override
  public URL findResource(String name) {
    record(name);
    return super.findResource(name);
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    record(name);
    return super.findResources(name);
  }

  private void record(String name) {
    if (name.contains("dev/agnost") || name.contains("dev.agnost")) {
      asked.add(name);
    }
  }
}
