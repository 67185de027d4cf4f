package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.cli.doctor.Bytes;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.weights.Dtype;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.FileFormat;
import io.github.edvr4j.weights.StoredTensor;
import io.github.edvr4j.zoo.KnownModel;
import io.github.edvr4j.zoo.Score;
import io.github.edvr4j.zoo.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What there is to say of a model, by the name of the fact, in the order of reading. */
final class ModelFacts {

  private ModelFacts() {}

  /** What its makers say of a published model. */
  static Map<String, String> of(KnownModel model) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", model.name());
    facts.put("file", model.file());
    Sha256.inName(model.file()).ifPresent(digits -> facts.put("sha256", digits + "…"));
    facts.put("task", model.task().label());
    facts.put("network", network(model.config()));
    facts.put("parameters", count(model.parameters()));
    facts.put("trained on", model.dataset());
    if (!model.scores().isEmpty()) {
      facts.put(
          "published",
          model.scores().stream().map(Score::toString).collect(Collectors.joining(", ")));
    }
    facts.put("made by", model.maker());
    facts.put("licence", model.licence());
    model
        .origin()
        .ifPresent(
            origin -> {
              facts.put("address", origin.address().toString());
              origin.page().ifPresent(page -> facts.put("by browser", page.toString()));
            });
    return facts;
  }

  /**
   * What a model file holds.
   *
   * @throws EdvrException (MODEL) if it is no EDVR
   */
  static Map<String, String> of(Path file) {
    EdvrCheckpoint checkpoint = EdvrCheckpoint.load(file, OptionalInt.empty());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("path", file.toString());
    facts.put("size", Bytes.text(size(file)) + " (" + count(size(file)) + " bytes)");
    facts.put("sha256", Sha256.of(file));
    facts.put("format", FileFormat.of(file).label() + ", " + types(checkpoint));
    facts.put("network", network(checkpoint.config()));
    facts.put(
        "parameters",
        "%s in %s"
            .formatted(
                count(parameters(checkpoint)),
                Texts.count(checkpoint.weights().names().size(), "tensor")));
    if (!checkpoint.notes().isEmpty()) {
      facts.put("notes", String.join("; ", checkpoint.notes()));
    }
    return facts;
  }

  /** The bytes of a file. */
  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new EdvrException(
          Category.MODEL, "can't read %s: %s".formatted(file, FileFailure.reason(e)), e);
    }
  }

  private static long parameters(EdvrCheckpoint checkpoint) {
    return checkpoint.weights().tensors().values().stream().mapToLong(StoredTensor::elements).sum();
  }

  private static String types(EdvrCheckpoint checkpoint) {
    List<Dtype> types =
        checkpoint.weights().tensors().values().stream()
            .map(StoredTensor::dtype)
            .distinct()
            .toList();
    return types.stream().map(Dtype::toString).collect(Collectors.joining(" and "));
  }

  private static String network(EdvrConfig config) {
    return "x%d, %d features, %d frames a window (centre %d), %d deformable groups, %d + %d blocks%s%s"
        .formatted(
            config.scale(),
            config.features(),
            config.frames(),
            config.centre(),
            config.deformableGroups(),
            config.extractBlocks(),
            config.reconstructBlocks(),
            config.tsa() ? ", TSA" : "",
            config.predeblur() ? ", pre-deblurring" : "");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
