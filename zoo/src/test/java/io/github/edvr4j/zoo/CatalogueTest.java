package io.github.edvr4j.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  /** Counted by PyTorch from BasicSR's own code. */
  private static final Map<String, Long> PARAMETERS =
      Map.of(
          "edvr-s-x4", 818_835L,
          "edvr-m-x4-reds", 3_300_131L,
          "edvr-m-wotsa-x4-reds", 2_996_259L,
          "edvr-l-x4-reds", 20_633_827L,
          "edvr-l-x4-vimeo90k", 20_699_363L,
          "edvr-l-x4-srblur-reds", 23_306_851L,
          "edvr-l-deblur-reds", 23_602_019L,
          "edvr-l-deblurcomp-reds", 23_602_019L);

  @Test
  void networksHaveTheOfficialCounts() {
    Map<String, Long> counted =
        Catalogue.models().stream()
            .filter(model -> !model.name().endsWith("-mmagic"))
            .collect(Collectors.toMap(KnownModel::name, KnownModel::parameters));
    assertThat(counted).isEqualTo(PARAMETERS);
  }

  @Test
  void everyPublishedFileNamesItsChecksumAndIsFoundByEachOfItsNames() {
    assertThat(Catalogue.models()).hasSize(1 + 7 + 4);
    assertThat(Catalogue.models()).extracting(KnownModel::name).doesNotHaveDuplicates();
    assertThat(Catalogue.models()).extracting(KnownModel::file).doesNotHaveDuplicates();
    for (KnownModel model : Catalogue.models()) {
      assertThat(Catalogue.find(model.name())).contains(model);
      assertThat(Catalogue.find(model.file())).contains(model);
      if (model.origin().isPresent()) {
        assertThat(Sha256.inName(model.file()).orElseThrow()).hasSize(8);
      }
    }
    assertThat(Catalogue.find("edvr-xl")).isEmpty();
  }

  @Test
  void checksumsAreReadFromNames() {
    assertThat(Sha256.inName("EDVR_M-32075921.pth")).contains("32075921");
    assertThat(Sha256.inName("a-0A1B2C3D4E.safetensors")).contains("0a1b2c3d4e");
    assertThat(Sha256.inName("edvr-s-x4.safetensors")).isEmpty();
    assertThat(Sha256.inName("net_g-600000.pth")).isEmpty();
    assertThat(Sha256.inName("run-deadbeefz.pth")).isEmpty();
    assertThat(Sha256.inName("mine-20240131.pth")).isEmpty();
    assertThat(Sha256.inName("mine-20241331.pth")).contains("20241331");
  }
}
