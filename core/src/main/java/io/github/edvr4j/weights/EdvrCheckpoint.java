package io.github.edvr4j.weights;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.model.EdvrConfig;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * An EDVR as a model file holds it, checked to be complete.
 *
 * @param config what follows from names and shapes, and the centre frame
 * @param weights exactly the parameters of {@link EdvrParameters#of}, in that order, under
 *     BasicSR's names
 * @param metadata what a safetensors file says about itself; else empty
 * @param notes choices made while reading that the user may want to know of, a sentence each
 */
public record EdvrCheckpoint(
    EdvrConfig config, StateDict weights, Map<String, String> metadata, List<String> notes) {

  /** Where a safetensors file's metadata names the centre frame, counted from 0. */
  public static final String CENTRE = "edvr.centre";

  public EdvrCheckpoint {
    metadata = Map.copyOf(metadata);
    notes = List.copyOf(notes);
  }

  /** Loads a model file, and of two sets of weights the trained one. */
  public static EdvrCheckpoint load(Path file, OptionalInt centre) {
    return load(file, centre, WeightSet.TRAINED);
  }

  /**
   * Loads a model file of any known format and naming.
   *
   * @param centre index of the frame of a window that is restored; empty for what the file's
   *     metadata says, or else the middle
   * @throws EdvrException (MODEL) if the file cannot be read or is no EDVR; where parameters are
   *     missing, unexpected or of the wrong shape, the message lists them; (USAGE) if the window
   *     has no such centre frame
   */
  public static EdvrCheckpoint load(Path file, OptionalInt centre, WeightSet wanted) {
    return of(Checkpoints.read(file, wanted), centre, wanted);
  }

  /**
   * Loads a model file's bytes, such as those of a bundled resource; they must not change later.
   *
   * @param name the file's name, for messages
   * @throws EdvrException (MODEL, USAGE) as for a file
   */
  public static EdvrCheckpoint load(String name, MemorySegment bytes, OptionalInt centre) {
    return of(Checkpoints.read(name, bytes, WeightSet.TRAINED), centre, WeightSet.TRAINED);
  }

  /**
   * The tensors of a model file under BasicSR's names, whether they make up a network or not.
   *
   * @throws EdvrException (MODEL) if the file cannot be read or holds no state dict
   */
  public static Checkpoint parts(Path file, WeightSet wanted) {
    Checkpoint checkpoint = Checkpoints.read(file, wanted);
    String source = checkpoint.tensors().source();
    try {
      return new Checkpoint(
          new StateDict(source, ParameterNames.toBasicSr(checkpoint.tensors().tensors(), wanted)),
          checkpoint.metadata(),
          checkpoint.notes());
    } catch (MalformedFileException e) {
      throw e.of(source);
    }
  }

  private static EdvrCheckpoint of(Checkpoint file, OptionalInt centre, WeightSet wanted) {
    String source = file.tensors().source();
    try {
      Map<String, StoredTensor> tensors =
          ParameterNames.toBasicSr(file.tensors().tensors(), wanted);
      EdvrConfig config =
          centre.isPresent()
              ? withCentre(ConfigInference.infer(tensors, OptionalInt.empty()), centre.getAsInt())
              : ConfigInference.infer(tensors, statedCentre(file));
      List<Parameter> expected = EdvrParameters.of(config);
      ParameterReport report = ParameterReport.compare(expected, tensors);
      if (!report.isEmpty()) {
        throw new MalformedFileException("does not hold the parameters of an EDVR: " + report);
      }
      Map<String, StoredTensor> ordered = new LinkedHashMap<>();
      for (Parameter parameter : expected) {
        ordered.put(parameter.name(), tensors.get(parameter.name()));
      }
      return new EdvrCheckpoint(
          config, new StateDict(source, ordered), file.metadata(), file.notes());
    } catch (MalformedFileException e) {
      throw e.of(source);
    }
  }

  private static EdvrConfig withCentre(EdvrConfig config, int centre) {
    if (centre < 0 || centre >= config.frames()) {
      throw new EdvrException(
          EdvrException.Category.USAGE,
          "centre frame should be 0 to %d for this model, not %d"
              .formatted(config.frames() - 1, centre));
    }
    return config.withCentre(centre);
  }

  private static OptionalInt statedCentre(Checkpoint file) {
    String stated = file.metadata().get(CENTRE);
    if (stated == null) {
      return OptionalInt.empty();
    }
    if (!stated.matches("\\d{1,4}")) {
      throw new MalformedFileException(
          "is damaged: its %s should be the number of a frame, not '%s'".formatted(CENTRE, stated));
    }
    return OptionalInt.of(Integer.parseInt(stated));
  }

  /**
   * Writes the network for others to load: as safetensors, with the metadata and the centre frame,
   * to a name that ends so; to a {@code .pth} as a zip that BasicSR reads, which has no place for
   * either.
   *
   * @param dtype FLOAT32, or FLOAT16 for half the size
   * @throws EdvrException (USAGE) if the name ends otherwise, (OUTPUT) if the file cannot be
   *     written, (MODEL) if float16 cannot hold a value
   */
  public void save(Path file, Dtype dtype) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".safetensors")) {
      Map<String, String> complete = new HashMap<>(metadata);
      complete.put("format", "pt");
      complete.put(CENTRE, String.valueOf(config.centre()));
      SafetensorsWriter.write(file, weights, complete, dtype);
    } else if (name.endsWith(".pth")) {
      PthWriter.write(file, weights, dtype);
    } else {
      throw new EdvrException(
          EdvrException.Category.USAGE,
          "can't tell the format of %s; let the name end in .safetensors or .pth".formatted(file));
    }
  }
}
