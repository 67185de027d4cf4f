package io.github.edvr4j.train.options;

import io.github.edvr4j.model.EdvrConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an option file of BasicSR says about a training of an EDVR.
 *
 * @param name of the training and of the folder that it leaves behind
 * @param network what is trained
 * @param path where it begins and what it leaves behind
 * @param train how it is trained
 * @param validation how often and how it is validated
 * @param logger what it tells and keeps
 * @param seed of everything random
 * @param batch examples of a step
 * @param trainData what it is trained on, {@code datasets:train}
 * @param validationData what it is validated on: {@code datasets:val}, {@code val_2} and so on
 * @param remarks on the file that the user should know of, a sentence each
 * @param all the whole of the file, which knows what in it nobody asked for
 */
public record TrainingOptions(
    String name,
    EdvrConfig network,
    PathOptions path,
    TrainOptions train,
    ValidationOptions validation,
    LoggerOptions logger,
    long seed,
    int batch,
    Section trainData,
    List<Section> validationData,
    List<String> remarks,
    Section all) {

  public TrainingOptions {
    validationData = List.copyOf(validationData);
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads all options but those of the data, which their readers look at.
   *
   * @throws io.github.edvr4j.EdvrException (USAGE) if an option is missing, of the wrong kind or
   *     not supported, by its name
   */
  public static TrainingOptions of(Section root) {
    List<String> remarks = new ArrayList<>();
    root.passOver("dist_params", "find_unused_parameters", "is_train", "dist", "use_amp");
    checkKind(root);
    Section network = root.requiredSection("network_g");
    Optional<Double> misplacedDecay = misplacedDecay(network, remarks);
    EdvrConfig config = NetworkOptions.config(network);
    root.integer("scale")
        .filter(scale -> scale != config.scale())
        .ifPresent(
            scale -> {
              throw root.invalid(
                  "scale", "is %d, but the network's is %d".formatted(scale, config.scale()));
            });
    Section datasets = root.requiredSection("datasets");
    Section trainData = datasets.requiredSection("train");
    noteDevices(root, remarks);
    return new TrainingOptions(
        root.folderName("name", root.requiredText("name")),
        config,
        root.section("path").map(PathOptions::of).orElseGet(() -> PathOptions.of(Section.empty())),
        TrainOptions.of(root.requiredSection("train"), misplacedDecay),
        ValidationOptions.of(root.section("val")),
        LoggerOptions.of(root.section("logger")),
        root.integer("manual_seed").orElse(0L),
        batch(trainData),
        trainData,
        datasets.keys().stream()
            .filter(key -> key.startsWith("val"))
            .map(datasets::requiredSection)
            .toList(),
        remarks,
        root);
  }

  /**
   * Examples of a step.
   *
   * @param trainData {@code datasets:train}
   */
  public static int batch(Section trainData) {
    return Limits.atLeast(1, trainData, "batch_size_per_gpu", 4);
  }

  private static void checkKind(Section root) {
    String kind = root.text("model_type").orElse("EDVRModel");
    if (!kind.equals("EDVRModel")) {
      throw root.invalid(
          "model_type", "%s is not supported; only EDVRModel is trained here".formatted(kind));
    }
  }

  /** The published train_EDVR_L_x4_SR_REDS.yml has ema_decay one section too far up. */
  private static Optional<Double> misplacedDecay(Section network, List<String> remarks) {
    Optional<Double> decay = network.number("ema_decay");
    decay.ifPresent(
        _ ->
            remarks.add(
                "%s belongs into train; it is taken as if it were there"
                    .formatted(network.pathOf("ema_decay"))));
    return decay;
  }

  private static void noteDevices(Section root, List<String> remarks) {
    String devices = root.text("num_gpu").orElse("1");
    if (!List.of("0", "1", "auto").contains(devices)) {
      remarks.add(
          "%s is %s, but one device trains: a step has the examples of one, batch_size_per_gpu"
              .formatted(root.pathOf("num_gpu"), Section.oneLine(devices)));
    }
  }
}
