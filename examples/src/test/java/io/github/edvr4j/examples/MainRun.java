package io.github.edvr4j.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs an example as a user would. */
final class MainRun {

  /** The bundled model, seen from the module's folder, in which its tests run. */
  static final Path MODEL = Path.of("..", "models", "edvr-s-x4.safetensors");

  /** An example's main method. */
  interface Main {
    void run(String... arguments) throws Exception;
  }

  private MainRun() {}

  /** The lines that it prints. */
  static List<String> lines(Main main, Object... arguments) throws Exception {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.run(texts);
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
