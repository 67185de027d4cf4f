package io.github.edvr4j.zoo;

import io.github.edvr4j.model.EdvrConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The models that are known by name: the bundled one, BasicSR's seven official ones and mmagic's
 * four.
 *
 * <p>Sources: BasicSR's {@code docs/ModelZoo.md}, {@code scripts/download_pretrained_models.py} and
 * {@code options/test/EDVR}; mmagic's {@code configs/edvr}. The networks that BasicSR calls {@code
 * EDVR_..._pretrained_for_IconVSR} are left out: they lack the reconstruction.
 */
public final class Catalogue {

  private static final String APACHE = "Apache-2.0";

  private static final EdvrConfig M = EdvrConfig.m();
  private static final EdvrConfig L = EdvrConfig.l();
  private static final EdvrConfig L_7_FRAMES =
      new EdvrConfig(128, 7, 8, 5, 40, 3, false, false, true);
  private static final EdvrConfig L_PREDEBLUR =
      new EdvrConfig(128, 5, 8, 5, 40, 2, false, true, true);
  private static final EdvrConfig L_DEBLUR = new EdvrConfig(128, 5, 8, 5, 40, 2, true, true, true);

  private static final List<KnownModel> MODELS =
      List.of(
          new KnownModel(
              "edvr-s-x4",
              "edvr-s-x4.safetensors",
              Task.SUPER_RESOLUTION,
              new EdvrConfig(32, 5, 4, 3, 8, 2, false, false, true),
              "free clips and photographs (models/edvr-s-x4.md)",
              List.of(),
              "edvr4j",
              APACHE,
              Optional.empty()),
          basicSr(
              "edvr-m-x4-reds",
              "EDVR_M_x4_SR_REDS_official-32075921.pth",
              "1dd6aFj-5w2v08VJTq5mS9OFsD-wALYD6",
              Task.SUPER_RESOLUTION,
              M,
              "REDS",
              new Score("REDS4", "RGB", 30.53, 0.8699)),
          basicSr(
              "edvr-m-wotsa-x4-reds",
              "EDVR_M_woTSA_x4_SR_REDS_official-1edf645c.pth",
              "1C_WdN-NyNj-P7SOB5xIVuHl4EBOwd-Ny",
              Task.SUPER_RESOLUTION,
              withoutTsa(M),
              "REDS"),
          basicSr(
              "edvr-l-x4-reds",
              "EDVR_L_x4_SR_REDS_official-9f5f5039.pth",
              "127KXEjlCwfoPC1aXyDkluNwr9elwyHNb",
              Task.SUPER_RESOLUTION,
              L,
              "REDS",
              new Score("REDS4", "RGB", 31.09, 0.8800)),
          basicSr(
              "edvr-l-x4-vimeo90k",
              "EDVR_L_x4_SR_Vimeo90K_official-162b54e4.pth",
              "1aVR3lkX6ItCphNLcT7F5bbbC484h4Qqy",
              Task.SUPER_RESOLUTION,
              L_7_FRAMES,
              "Vimeo-90K",
              new Score("Vid4", "Y", 27.35, 0.8264),
              new Score("Vid4", "RGB", 25.83, 0.8077)),
          basicSr(
              "edvr-l-x4-srblur-reds",
              "EDVR_L_x4_SRblur_REDS_official-983d7b8e.pth",
              "1GZz_87ybR8eAAY3X2HWwI3L6ny7-5Yvl",
              Task.SUPER_RESOLUTION_BLUR,
              L_PREDEBLUR,
              "REDS",
              new Score("REDS4", "RGB", 28.88, 0.8361)),
          basicSr(
              "edvr-l-deblur-reds",
              "EDVR_L_deblur_REDS_official-ca46bd8c.pth",
              "1_ma2tgHscZtkIY2tEJkVdU-UP8bnqBRE",
              Task.DEBLUR,
              L_DEBLUR,
              "REDS",
              new Score("REDS4", "RGB", 34.80, 0.9487)),
          basicSr(
              "edvr-l-deblurcomp-reds",
              "EDVR_L_deblurcomp_REDS_official-0e988e5c.pth",
              "1fEoSeLFnHSBbIs95Au2W197p8e4ws4DW",
              Task.DEBLUR_COMPRESSION,
              L_DEBLUR,
              "REDS",
              new Score("REDS4", "RGB", 30.24, 0.8567)),
          mmagic(
              "edvr-m-x4-reds-mmagic",
              "edvrm_x4_8x4_600k_reds_20210625-e29b71b5.pth",
              M,
              new Score("REDS4", "RGB", 30.4194, 0.8684)),
          mmagic(
              "edvr-m-wotsa-x4-reds-mmagic",
              "edvrm_wotsa_x4_8x4_600k_reds_20200522-0570e567.pth",
              withoutTsa(M),
              new Score("REDS4", "RGB", 30.3430, 0.8664)),
          mmagic(
              "edvr-l-x4-reds-mmagic",
              "edvrl_c128b40_8x8_lr2e-4_600k_reds4_20220104-4509865f.pth",
              L,
              new Score("REDS4", "RGB", 31.0467, 0.8793)),
          mmagic(
              "edvr-l-wotsa-x4-reds-mmagic",
              "edvrl_wotsa_c128b40_8x8_lr2e-4_600k_reds4_20211228-d895a769.pth",
              withoutTsa(L),
              new Score("REDS4", "RGB", 31.0010, 0.8784)));

  private Catalogue() {}

  /** All of them, the bundled one first. */
  public static List<KnownModel> models() {
    return MODELS;
  }

  /**
   * The model that is meant.
   *
   * @param name its name or its file's name, with or without a model file's extension
   */
  public static Optional<KnownModel> find(String name) {
    String stem = stem(name);
    return MODELS.stream()
        .filter(model -> model.name().equals(stem) || stem(model.file()).equals(stem))
        .findFirst();
  }

  private static String stem(String name) {
    return name.replaceFirst("\\.(pth|safetensors)$", "");
  }

  /** Google Drive, where BasicSR keeps its models, gives a page instead of a file at times. */
  private static KnownModel basicSr(
      String name,
      String file,
      String driveId,
      Task task,
      EdvrConfig config,
      String dataset,
      Score... scores) {
    return new KnownModel(
        name,
        file,
        task,
        config,
        dataset,
        List.of(scores),
        "BasicSR (https://github.com/XPixelGroup/BasicSR)",
        APACHE,
        Optional.of(
            new Origin(
                URI.create("https://docs.google.com/uc?export=download&id=" + driveId),
                Optional.of(URI.create("https://drive.google.com/file/d/" + driveId + "/view")))));
  }

  private static KnownModel mmagic(String name, String file, EdvrConfig config, Score score) {
    return new KnownModel(
        name,
        file,
        Task.SUPER_RESOLUTION,
        config,
        "REDS",
        List.of(score),
        "mmagic (https://github.com/open-mmlab/mmagic)",
        APACHE,
        Optional.of(
            Origin.of(
                URI.create("https://download.openmmlab.com/mmediting/restorers/edvr/" + file))));
  }

  private static EdvrConfig withoutTsa(EdvrConfig config) {
    return new EdvrConfig(
        config.features(),
        config.frames(),
        config.deformableGroups(),
        config.extractBlocks(),
        config.reconstructBlocks(),
        config.centre(),
        config.hrIn(),
        config.predeblur(),
        false);
  }
}
