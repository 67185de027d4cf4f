package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

  @TempDir private Path folder;

  private static Manifest manifest() {
    ClipInfo clip =
        Clips.info(64, 48, new Rational(1, 600), new Rational(25, 1))
            .withColour(
                new ColourTags(1, 1, 1, ColourTags.Range.LIMITED, ColourTags.ChromaLocation.LEFT))
            .withSampleAspect(Optional.of(new Rational(4, 3)));
    return new Manifest(
        new LinkedHashMap<>(Map.of("tiles", "none", "model", "a")),
        Optional.of("/films/a film.mkv"),
        new Cut(true, false),
        clip,
        Clips.LOSSLESS.withOptions(Map.of("slices", "4")),
        120);
  }

  private RunFiles files() {
    return RunFiles.in(folder);
  }

  @Test
  void comesBackAsItWas() {
    assertThat(files().manifest("")).isEmpty();
    files().write(manifest(), DiskRoom.of(folder, message -> {}));
    assertThat(files().manifest("")).contains(manifest());
  }

  @Test
  void saysWhatDiffers() {
    assertThat(manifest().differences(Map.of("tiles", "none", "model", "a"))).isEmpty();
    assertThat(manifest().differences(Map.of("tiles", "4 of 96x96", "model", "a")))
        .containsExactly("tiles was none and is 4 of 96x96");
    assertThat(manifest().differences(Map.of("tiles", "none", "model", "a", "lanes", "8")))
        .containsExactly("lanes was unknown and is 8");
    assertThat(manifest().differences(Map.of("tiles", "none")))
        .containsExactly("model was a and is unknown");
  }

  @Test
  void damageIsSaid() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{\"facts\": ");
    assertThatThrownBy(() -> files().manifest("begin anew"))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("manifest.json")
        .hasMessageContaining("; begin anew")
        .hasMessageNotContaining("\n");
  }
}
