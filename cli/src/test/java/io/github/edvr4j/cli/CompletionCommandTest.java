package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Gives the script to bash, and asks it what comes next. */
@DisabledOnOs(OS.WINDOWS)
class CompletionCommandTest {

  @TempDir private Path folder;
  private Path script;

  @BeforeEach
  void writeScript() throws IOException {
    Files.createFile(folder.resolve("mine-x4.safetensors"));
    Files.createFile(folder.resolve("other.safetensors"));
    Files.createFile(folder.resolve("a$(touch carried-out).safetensors"));
    Files.createFile(folder.resolve("with \"quotes\".safetensors"));
    CommandRun run = CommandRun.of(folder, "completion");
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    assertThat(run.err()).isEmpty();
    script = Files.writeString(folder.resolve("edvr.bash"), run.out());
  }

  private List<String> bash(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder bash = new ProcessBuilder("bash");
    bash.command().addAll(List.of(arguments));
    Process process = bash.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }

  @Test
  void namesThatAShellWouldCarryOutAreLeftOut() throws IOException {
    assertThat(Files.readString(script)).contains("mine-x4").doesNotContain("touch", "quotes");
  }

  /** What bash offers for the last word of a line. */
  private List<String> completions(String line) throws IOException, InterruptedException {
    return bash(
        "-c",
        """
        source "$1"
        IFS=' ' read -ra COMP_WORDS <<< "$2."
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_WORDS[COMP_CWORD]=${COMP_WORDS[COMP_CWORD]%.}
        COMP_LINE=$2
        compopt() { :; }
        _complete_edvr
        printf '%s\\n' "${COMPREPLY[@]}"
        """,
        "bash",
        script.toString(),
        line);
  }

  @Test
  void bashTakesTheScript() throws IOException, InterruptedException {
    assertThat(bash("-n", script.toString())).isEmpty();
    assertThat(bash("-c", "source \"$1\"; complete -p edvr", "bash", script.toString()))
        .singleElement()
        .asString()
        .contains("-o default", "_complete_edvr");
  }

  @Test
  void commandsAreCompleted() throws IOException, InterruptedException {
    assertThat(completions("edvr ")).contains("restore", "models", "metrics", "doctor");
    assertThat(completions("edvr res")).containsExactly("restore");
    assertThat(completions("edvr models con")).containsExactly("convert");
  }

  @Test
  void optionsAreCompleted() throws IOException, InterruptedException {
    assertThat(completions("edvr restore --pad")).containsExactly("--padding");
    assertThat(completions("edvr metrics --")).contains("--crop", "--frames", "--json", "--y");
  }

  @Test
  void valuesAreCompleted() throws IOException, InterruptedException {
    assertThat(completions("edvr restore --model ")).contains("edvr-s-x4", "mine-x4", "other");
    assertThat(completions("edvr restore -m mi")).containsExactly("mine-x4");
    assertThat(completions("edvr models show mi")).containsExactly("mine-x4");
    assertThat(completions("edvr models pull edvr-m-x4-")).contains("edvr-m-x4-reds");
    assertThat(completions("edvr restore --padding refl"))
        .containsExactly("reflection", "reflection_circle");
  }

  @Test
  void fileNamesAreLeftToBash() throws IOException, InterruptedException {
    assertThat(Files.readString(script)).doesNotContain("+o default");
    assertThat(completions("edvr restore in.mp4 -o ")).isEmpty();
    assertThat(completions("edvr restore in.mp4 --model ./")).isEmpty();
  }
}
