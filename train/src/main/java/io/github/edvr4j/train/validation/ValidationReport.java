package io.github.edvr4j.train.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How good a network is on some clips, beside bicubic enlargement of the same frames.
 *
 * @param iteration of the training, or 0 for a finished model
 * @param clips one line for each clip
 */
public record ValidationReport(long iteration, List<Clip> clips) {

  public ValidationReport {
    clips = List.copyOf(clips);
  }

  /**
   * The measures of one clip, each the mean over its frames.
   *
   * @param dataset that it belongs to; empty in reports that earlier versions wrote
   * @param name of the clip
   * @param frames how many were restored
   * @param restored of the network's frames
   * @param bicubic of the same frames enlarged (or left as they are, where the network enlarges
   *     nothing)
   * @param copies of the network's frames where each is made from copies of itself, without
   *     neighbors; empty if that was not measured
   * @param offsets by layer, where the motion is known
   */
  public record Clip(
      String dataset,
      String name,
      int frames,
      Quality restored,
      Quality bicubic,
      Optional<Quality> copies,
      List<OffsetError> offsets) {

    public Clip {
      offsets = List.copyOf(offsets);
    }

    /** What the network gains over bicubic enlargement, in dB. */
    public double gain() {
      return restored.psnr() - bicubic.psnr();
    }

    /** What the neighbors are worth, in dB; empty if that was not measured. */
    public OptionalDouble temporalGain() {
      return copies.isPresent()
          ? OptionalDouble.of(restored.psnr() - copies.get().psnr())
          : OptionalDouble.empty();
    }

    private static Clip mean(String dataset, String name, List<Clip> clips) {
      List<Quality> copies = clips.stream().flatMap(clip -> clip.copies.stream()).toList();
      return new Clip(
          dataset,
          name,
          clips.stream().mapToInt(Clip::frames).sum(),
          Quality.mean(clips.stream().map(Clip::restored).toList()),
          Quality.mean(clips.stream().map(Clip::bicubic).toList()),
          Optional.of(copies)
              .filter(all -> !all.isEmpty() && all.size() == clips.size())
              .map(Quality::mean),
          OffsetError.over(clips.stream().flatMap(clip -> clip.offsets.stream()).toList()));
    }
  }

  /**
   * @param psnr in dB
   * @param ssim at most 1
   */
  public record Quality(double psnr, double ssim) {

    private static Quality mean(List<Quality> all) {
      return new Quality(
          all.stream().mapToDouble(Quality::psnr).average().orElse(Double.NaN),
          all.stream().mapToDouble(Quality::ssim).average().orElse(Double.NaN));
    }
  }

  /** The mean over the clips; offsets over all places. */
  public Clip mean() {
    return Clip.mean("", "mean", clips);
  }

  /** The mean over the clips of each dataset, where there are several datasets. */
  public List<Clip> meansOfDatasets() {
    Map<String, List<Clip>> datasets =
        clips.stream()
            .collect(Collectors.groupingBy(Clip::dataset, LinkedHashMap::new, Collectors.toList()));
    return datasets.size() < 2
        ? List.of()
        : datasets.entrySet().stream()
            .map(one -> Clip.mean(one.getKey(), "mean of " + one.getKey(), one.getValue()))
            .toList();
  }
}
