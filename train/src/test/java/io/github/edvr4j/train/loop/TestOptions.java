package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.options.OptionFile;
import io.github.edvr4j.train.options.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A training that takes a moment. */
final class TestOptions {

  private static final String TINY =
      """
      name: tiny
      model_type: EDVRModel
      manual_seed: 7
      datasets:
        train:
          num_worker_per_gpu: 1
          batch_size_per_gpu: 2
      network_g:
        type: EDVR
        num_feat: 8
        num_frame: 3
        deformable_groups: 2
        num_extract_block: 1
        num_reconstruct_block: 1
      train:
        ema_decay: 0.9
        optim_g: {type: Adam, lr: 4e-4, betas: [0.9, 0.99]}
        scheduler:
          type: CosineAnnealingRestartLR
          periods: [1000]
          restart_weights: [1]
          eta_min: 1e-7
        total_iter: 8
        pixel_opt: {type: CharbonnierLoss, reduction: sum}
      logger: {save_checkpoint_freq: 4}
      """;

  private TestOptions() {}

  /** The tiny training in a folder, with some of its options changed. */
  static TrainingOptions tiny(Path folder, String... settings) {
    Path file = folder.resolve("tiny.yml");
    try {
      Files.writeString(file, TINY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("path:experiments_root=" + folder);
    return TrainingOptions.of(OptionFile.read(file, all));
  }
}
