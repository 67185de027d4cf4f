package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.ffmpeg.ffprobe;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's own programs, which make inputs and look at outputs without a line of ours. */
final class FFmpegTools {
  private FFmpegTools() {}

  /**
   * Runs ffmpeg.
   *
   * @param arguments with blanks between them
   * @param files what {@code {0}}, {@code {1}} … in them stand for
   */
  static void ffmpeg(String arguments, Path... files) {
    List<String> command =
        new ArrayList<>(List.of(Loader.load(ffmpeg.class), "-v", "error", "-y", "-nostdin"));
    for (String argument : arguments.strip().split("\\s+")) {
      String full = argument;
      for (int i = 0; i < files.length; i++) {
        full = full.replace("{" + i + "}", files[i].toString());
      }
      command.add(full);
    }
    run(command);
  }

  /** What ffprobe says of a file, a line each. */
  static List<String> ffprobe(String arguments, Path file) {
    List<String> command =
        new ArrayList<>(List.of(Loader.load(ffprobe.class), "-v", "error", "-of", "flat"));
    command.addAll(Arrays.asList(arguments.split(" ")));
    command.add(file.toString());
    return run(command).lines().toList();
  }

  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
