package io.github.edvr4j.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  private static final String OFFICIAL = "EDVR_M_x4_SR_REDS_official-32075921.pth";

  @TempDir private Path folder;
  private ModelStore store;

  @BeforeEach
  void openStore() {
    store =
        new ModelStore(folder.resolve("bundled"), folder.resolve("cache"), folder.resolve("torch"));
  }

  private static Path touch(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private ModelStore of(Map<String, String> environment) {
    return ModelStore.of(
        Path.of("models"), name -> Optional.ofNullable(environment.get(name)), folder);
  }

  @Test
  void foldersFollowTheEnvironment() {
    Path elsewhere = folder.resolve("elsewhere").toAbsolutePath();
    String path = elsewhere.toString();
    Path cache = folder.resolve(".cache");

    assertThat(of(Map.of()).folders())
        .containsExactly(
            Path.of("models"),
            cache.resolve("edvr4j/models"),
            cache.resolve("torch/hub/checkpoints"));
    assertThat(of(Map.of("XDG_CACHE_HOME", path)).folders())
        .endsWith(elsewhere.resolve("edvr4j/models"), elsewhere.resolve("torch/hub/checkpoints"));
    assertThat(of(Map.of("LOCALAPPDATA", path)).folders())
        .endsWith(elsewhere.resolve("edvr4j/models"), cache.resolve("torch/hub/checkpoints"));
    assertThat(of(Map.of("TORCH_HOME", path)).folders())
        .endsWith(cache.resolve("edvr4j/models"), elsewhere.resolve("hub/checkpoints"));
    assertThat(of(Map.of("XDG_CACHE_HOME", "", "TORCH_HOME", " "))).isEqualTo(of(Map.of()));
    assertThat(of(Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo(of(Map.of()));
  }

  @Test
  void aKnownModelIsFoundByNameAndByFileName() throws IOException {
    Path file = touch(store.torchHub().resolve(OFFICIAL));
    assertThat(store.find("edvr-m-x4-reds")).isEqualTo(file);
    assertThat(store.find(OFFICIAL)).isEqualTo(file);
    assertThat(store.find("EDVR_M_x4_SR_REDS_official-32075921")).isEqualTo(file);
  }

  @Test
  void theFoldersAreSearchedInOrder() throws IOException {
    Path last = touch(store.torchHub().resolve(OFFICIAL));
    assertThat(store.find("edvr-m-x4-reds")).isEqualTo(last);
    Path pulled = touch(store.cache().resolve(OFFICIAL));
    assertThat(store.find("edvr-m-x4-reds")).isEqualTo(pulled);
    Path bundled = touch(store.bundled().resolve(OFFICIAL));
    assertThat(store.find("edvr-m-x4-reds")).isEqualTo(bundled);
  }

  @Test
  void aConvertedModelKeepsItsName() throws IOException {
    Path converted = touch(store.cache().resolve("edvr-m-x4-reds.safetensors"));
    assertThat(store.find("edvr-m-x4-reds")).isEqualTo(converted);
  }

  @Test
  void filesOfTheUsersOwnAreFoundByName() throws IOException {
    Path mine = touch(store.cache().resolve("mine.pth"));
    touch(store.cache().resolve("notes.txt"));
    touch(store.cache().resolve("edvr-l-x4-reds.pth"));
    touch(store.torchHub().resolve("resnet50-0676ba61.pth"));
    assertThat(store.find("mine")).isEqualTo(mine);
    assertThat(store.find("mine.pth")).isEqualTo(mine);
    assertThat(store.others()).containsExactly(mine);
    assertThat(store.files()).containsExactly(store.cache().resolve("edvr-l-x4-reds.pth"), mine);
  }

  @Test
  void aPathIsAPath() throws IOException {
    Path file = touch(folder.resolve("nets").resolve("checkpoint"));
    assertThat(store.find(file.toString())).isEqualTo(file);
    assertThatThrownBy(() -> store.find("nets/c.pth"))
        .hasMessage("there is no model file nets/c.pth");
    assertThatThrownBy(() -> store.find("c.pth")).hasMessage("there is no model file c.pth");
  }

  @Test
  void aKnownModelThatIsNotHereIsToBePulled() {
    for (String name : new String[] {"edvr-m-x4-reds", OFFICIAL}) {
      assertThatThrownBy(() -> store.find(name))
          .isInstanceOfSatisfying(
              EdvrException.class, e -> assertThat(e.category().exitCode()).isEqualTo(2))
          .hasMessage(
              "the model %s is not here yet; fetch it: edvr models pull edvr-m-x4-reds"
                  .formatted(name));
    }
  }

  @Test
  void anUnknownNameIsSaid() {
    assertThatThrownBy(() -> store.find("xl"))
        .hasMessageStartingWith("there is no model 'xl'; 'edvr models list' shows");
    assertThatThrownBy(() -> store.find("")).hasMessageStartingWith("there is no model ''");
    assertThatThrownBy(() -> store.find("a\0b")).isInstanceOf(EdvrException.class);
    assertThatThrownBy(() -> store.find("edvr-s-x4")).hasMessageContaining("comes with edvr4j");
  }
}
