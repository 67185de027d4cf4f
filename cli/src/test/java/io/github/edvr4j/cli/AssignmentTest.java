package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentTest {

  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void makeFolders() throws IOException {
    out = Files.createDirectory(folder.resolve("out"));
    Files.createDirectory(folder.resolve("clips"));
    Files.createDirectory(folder.resolve("frames"));
    Files.createFile(folder.resolve("frames/1.png"));
  }

  private String file(String name) throws IOException {
    return Files.createFile(folder.resolve(name)).toString();
  }

  private List<String> outputs(String... inputs) {
    return Assignment.into(out, List.of(inputs), false).stream()
        .map(one -> one.output().substring(out.toString().length() + 1))
        .toList();
  }

  @Test
  void aContainerThatIsWrittenIsKept() throws IOException {
    assertThat(outputs(file("a.mkv"), file("b.MP4"), file("c.avi"), file("d.264"), file("plain")))
        .containsExactly("a.mkv", "b.MP4", "c.mp4", "d.mp4", "plain.mp4");
  }

  @Test
  void aFolderOfPicturesBecomesOne() {
    assertThat(outputs(folder.resolve("frames").toString())).containsExactly("frames/");
    assertThat(outputs(folder.resolve("frames") + "/")).containsExactly("frames/");
  }

  @Test
  void aFolderOfVideosStandsForThem() throws IOException {
    file("clips/b.mov");
    file("clips/a.webm");
    file("clips/readme.txt");
    file("clips/.a.part-12ab.mkv");
    assertThat(outputs(folder.resolve("clips").toString())).containsExactly("a.webm", "b.mov");
  }

  @Test
  void twoThatWouldBecomeOneAreRefused() throws IOException {
    String first = file("a.avi");
    String second = file("a.mp4");
    assertThatThrownBy(() -> outputs(first, second))
        .isInstanceOfSatisfying(
            EdvrException.class, e -> assertThat(e.category().exitCode()).isEqualTo(2))
        .hasMessageContaining(first)
        .hasMessageContaining(second)
        .hasMessageContaining("would both become");
  }

  @Test
  void whatIsThereAlreadyIsNotOverwrittenUnasked() throws IOException {
    String input = file("a.mp4");
    file("out/a.mp4");
    assertThatThrownBy(() -> outputs(input)).hasMessageContaining("-y");
    assertThat(Assignment.into(out, List.of(input), true)).hasSize(1);
  }

  @Test
  void picturesAreNeverReplacedByTheirOwnResults() throws IOException {
    String frames = folder.resolve("frames") + "/";
    for (String input : List.of(frames, frames + "1.png", frames + "%d.png")) {
      assertThatThrownBy(() -> Assignment.of(input, frames, true))
          .as(input)
          .isInstanceOfSatisfying(
              EdvrException.class, e -> assertThat(e.category().exitCode()).isEqualTo(2))
          .hasMessageContaining("input");
    }
  }

  @Test
  void anInputHasAName() {
    assertThatThrownBy(() -> outputs(" ")).hasMessageContaining("no name");
    assertThatThrownBy(() -> outputs("f/%d.png")).hasMessageContaining("use -o");
  }

  @Test
  void theStandardInputHasNoName() {
    assertThatThrownBy(() -> outputs("-")).hasMessageContaining("use -o");
    String output = out.resolve("a.mkv").toString();
    assertThat(Assignment.of("-", output, false)).isEqualTo(new Assignment("-", output));
  }
}
