package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.train.options.Limits;
import io.github.edvr4j.train.options.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Photographs to validate with, {@code type: MovingPhotoDataset}: a camera moves over each at each
 * of several speeds, and with a second layer, another photograph moves in front of part of it as
 * fast in another direction.
 *
 * <pre>
 * type: MovingPhotoDataset
 * dataroot_gt: photographs/held-out
 * motions: [0.1, 0.25, 0.5, 1, 2, 4]   # low-resolution pixels a frame
 * layers: [1, 2]
 * frames: 5                            # of each photograph
 * size: 256                            # rows and columns of a frame
 * scale: 4                             # high-resolution pixels of a low-resolution one
 * reduction: bicubic                   # or aliased: the mean of the middle 2x2 of each 4x4
 * seed: 0
 * </pre>
 *
 * <p>The numbers are those where others aren't given. Each speed and number of layers becomes one
 * clip, of all photographs.
 */
record MovedPhotographOptions(
    List<Double> motions,
    List<Integer> layers,
    int reach,
    int size,
    int scale,
    boolean aliased,
    long seed) {

  static final String TYPE = "MovingPhotoDataset";

  /** Nothing where the section is of another type. */
  static Optional<MovedPhotographOptions> of(Section section) {
    return section.text("type").filter(TYPE::equals).map(_ -> read(section));
  }

  private static MovedPhotographOptions read(Section section) {
    List<Double> motions =
        section.has("motions")
            ? section.numbers("motions")
            : List.of(0.1, 0.25, 0.5, 1.0, 2.0, 4.0);
    if (motions.isEmpty() || !motions.stream().allMatch(one -> one >= 0 && one <= 100)) {
      throw section.invalid("motions", "should be pixels a frame from 0 to 100, got " + motions);
    }
    List<Double> layers = section.has("layers") ? section.numbers("layers") : List.of(1.0, 2.0);
    if (layers.isEmpty() || !layers.stream().allMatch(one -> one == 1 || one == 2)) {
      throw section.invalid("layers", "should be 1, 2 or both, got " + layers);
    }
    int frames = Limits.atLeast(1, section, "frames", 5);
    if (frames % 2 == 0) {
      throw section.invalid("frames", "should be odd, so that one is in the middle; got " + frames);
    }
    int scale = Limits.atLeast(1, section, "scale", 4);
    int size = Limits.atLeast(1, section, "size", 256);
    if (size % scale != 0) {
      throw section.invalid(
          "size", "should be a multiple of the scale %d, got %d".formatted(scale, size));
    }
    String reduction = section.text("reduction").orElse("bicubic");
    if (!List.of("bicubic", "aliased").contains(reduction)) {
      throw section.invalid("reduction", "should be bicubic or aliased, not " + reduction);
    }
    boolean aliased = reduction.equals("aliased");
    if (aliased && scale % 2 != 0) {
      throw section.invalid("reduction", "only even scales can be aliased, not " + scale);
    }
    return new MovedPhotographOptions(
        List.copyOf(motions),
        layers.stream().map(Double::intValue).toList(),
        frames / 2,
        size,
        scale,
        aliased,
        section.integer("seed").orElse(0L));
  }

  /**
   * The clips, made as they are read.
   *
   * @throws EdvrException (INPUT) if a photograph is too small
   */
  List<ClipPair> clips(List<ClipPair> photographs) {
    List<Clip> pictures = photographs.stream().map(ClipPair::high).toList();
    pictures.forEach(this::requireLarge);
    List<ClipPair> clips = new ArrayList<>();
    for (int count : layers) {
      for (double motion : motions) {
        List<MovedPhotographs.Drawing> scenes = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
          int number = i;
          scenes.add(() -> scene(pictures, number, count, motion));
        }
        Clip clip = new MovedPhotographs(name(count, motion), scenes, size, reach);
        clips.add(
            new ClipPair(
                clip, aliased ? Optional.of(new AliasedClip(clip, scale)) : Optional.empty()));
      }
    }
    return clips;
  }

  private String name(int count, double motion) {
    return "%s/%spx%s"
        .formatted(
            aliased ? "aliased" : "moved",
            BigDecimal.valueOf(motion).stripTrailingZeros().toPlainString(),
            count == 1 ? "" : "-2layers");
  }

  private Scene scene(List<Clip> pictures, int number, int count, double motion) {
    RandomGenerator random = Draws.of(seed, number, 0);
    Scene behind = moving(pictures.get(number), motion, random);
    if (count == 1) {
      return behind;
    }
    Clip other = pictures.get((number + 1) % pictures.size());
    return Occlusion.draw(behind, moving(other, motion, random), random);
  }

  private MovingPhotograph moving(Clip photograph, double motion, RandomGenerator random) {
    return MovingPhotograph.evenly(
        photograph, size, reach, motion * scale, Draws.between(0, 2 * Math.PI, random), random);
  }

  private void requireLarge(Clip photograph) {
    int margin =
        MovingPhotograph.margin(
            reach * scale * motions.stream().mapToDouble(x -> x).max().orElse(0));
    int least = size + 2 * margin;
    if (Math.min(photograph.height(), photograph.width()) < least) {
      throw new EdvrException(
          Category.INPUT,
          "photograph %s: has %dx%d pixels, and %d are needed along each side for frames of %d that move so far: lower size, frames or motions"
              .formatted(photograph.name(), photograph.width(), photograph.height(), least, size));
    }
  }
}
