package io.github.edvr4j.cli;

import io.github.edvr4j.zoo.ModelStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a command.
 *
 * @param exitCode what the process would have ended with
 * @param out what it wrote to stdout
 * @param err the lines that it wrote to stderr
 */
record CommandRun(int exitCode, String out, List<String> err) {

  /**
   * Runs the command in this process.
   *
   * @param models the folder of the bundled models, with the other folders of models in it
   * @param arguments their texts
   */
  static CommandRun of(Path models, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
    int exitCode =
        Main.command(
                console, new ModelStore(models, models.resolve("cache"), models.resolve("torch")))
            .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), err.toString().lines().toList());
  }
}
