package dev.agnost.realtime.systemtests.nemesis;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;

/** Uses a client as an application that is deployed, undeployed, and deployed anew: I59. */
final class Redeployment {

  private Redeployment() {}

  /**
   * Loads everything on the class path once more, has a client talk and close, and drops all
   * references.
   *
   * @param transport the name of the transport
   * @return the loader, if anything still holds it
   */
  static WeakReference<ClassLoader> run(String url, String transport)
      throws IOException, ExecutionException, InterruptedException {
    // Not closed: threads that are about to end may still need a class.
    ClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
    FutureTask<Boolean> task = new FutureTask<>(() -> talk(loader, url, transport));
    Thread thread = new Thread(task, "tck-nemesis-deployed"); // whose thread-locals end with it
    thread.setContextClassLoader(loader);
    thread.start();
    task.get();
    thread.join();
    return new WeakReference<>(loader);
  }

  /** What still holds the loader, as far as threads tell; empty if nothing does. */
  static String holders(WeakReference<ClassLoader> dropped) {
    System.gc();
    ClassLoader loader = dropped.get();
    if (loader == null) {
      return "";
    }
    List<String> threads = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getContextClassLoader() == loader
          || thread.getClass().getClassLoader() == loader) {
        threads.add(thread.getName());
      }
    }
    return "something; threads that use it: " + threads;
  }

  private static boolean talk(ClassLoader loader, String url, String transport)
      throws ReflectiveOperationException {
    Class<?> again = Class.forName(DeployedClient.class.getName(), true, loader);
    Constructor<?> constructor = again.getDeclaredConstructor();
    constructor.setAccessible(true);
    @SuppressWarnings("unchecked") // as this loader knows the class
    BiConsumer<String, String> client = (BiConsumer<String, String>) constructor.newInstance();
    client.accept(url, transport);
    return true;
  }

  private static URL[] classPath() throws MalformedURLException {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < entries.length; i++) {
      urls[i] = new File(entries[i]).toURI().toURL();
    }
    return urls;
  }
}
