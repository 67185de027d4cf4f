package io.github.edvr4j.weights;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.weights.PyValue.Dict;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads model files of any known format, which is recognised by content. */
public final class Checkpoints {

  private Checkpoints() {}

  /** Reads a file, and of two sets of weights the trained one. */
  public static Checkpoint read(Path file) {
    return read(file, WeightSet.TRAINED);
  }

  /**
   * Reads a file. It is mapped into memory, so only the values asked for later are loaded.
   *
   * @throws EdvrException (MODEL) if the file cannot be read, is damaged or holds no state dict
   */
  public static Checkpoint read(Path file, WeightSet wanted) {
    if (Files.isDirectory(file)) {
      throw new EdvrException(
          EdvrException.Category.MODEL, file + " is a folder, not a model file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
      return read(file.toString(), bytes, wanted);
    } catch (NoSuchFileException e) {
      throw new EdvrException(EdvrException.Category.MODEL, "there is no model file " + file, e);
    } catch (IOException e) {
      throw new EdvrException(
          EdvrException.Category.MODEL,
          "can't read the model file %s: %s".formatted(file, FileFailure.reason(e)),
          e);
    }
  }

  /**
   * Reads a file's bytes, such as those of a bundled resource; they must not change later.
   *
   * @param name the file's name, for messages
   * @throws EdvrException (MODEL) if the bytes are damaged or hold no state dict
   */
  public static Checkpoint read(String name, MemorySegment bytes, WeightSet wanted) {
    try {
      return switch (FileFormat.of(bytes)) {
        case ZIP_PTH -> select(name, PthFile.readZip(bytes), wanted);
        case LEGACY_PTH -> select(name, PthFile.readLegacy(bytes), wanted);
        case SAFETENSORS -> {
          SafetensorsFile file = SafetensorsFile.read(bytes);
          yield new Checkpoint(
              new StateDict(name, file.tensors()),
              file.metadata(),
              onlySet(name, file.tensors(), wanted));
        }
      };
    } catch (MalformedFileException e) {
      throw e.of(name);
    }
  }

  /** Finds the state dict: under a name that the trainers use, or the whole of the file. */
  private static Checkpoint select(String name, PthFile file, WeightSet wanted) {
    if (!(file.root() instanceof Dict root)) {
      throw new MalformedFileException(
          "holds %s, not a state dict".formatted(file.root().description()));
    }
    List<String> notes = new ArrayList<>();
    PyValue chosen = root;
    boolean trained = root.get("params").isPresent();
    boolean averaged = root.get("params_ema").isPresent();
    if (trained || averaged) {
      boolean takeAveraged = averaged && (wanted == WeightSet.AVERAGED || !trained);
      String key = takeAveraged ? "params_ema" : "params";
      chosen = root.get(key).orElseThrow();
      if (trained && averaged) {
        notes.add("%s holds params and params_ema; %s was taken".formatted(name, key));
      } else if (takeAveraged != (wanted == WeightSet.AVERAGED)) {
        notes.add(
            "%s holds no %s; %s was taken"
                .formatted(name, takeAveraged ? "params" : "params_ema", key));
      }
    } else {
      chosen = root.get("state_dict").orElse(root);
    }
    if (!(chosen instanceof Dict stateDict)) {
      throw new MalformedFileException(
          "holds %s in place of a state dict".formatted(chosen.description()));
    }
    Map<String, StoredTensor> tensors = tensors(file, stateDict);
    if (!trained && !averaged) {
      notes.addAll(onlySet(name, tensors, wanted));
    }
    return new Checkpoint(new StateDict(name, tensors), Map.of(), notes);
  }

  /** What to say of a file without params and params_ema. */
  private static List<String> onlySet(
      String name, Map<String, StoredTensor> tensors, WeightSet wanted) {
    return wanted == WeightSet.TRAINED || ParameterNames.includeAveraged(tensors.keySet())
        ? List.of()
        : List.of(name + " holds one set of weights only; it was taken");
  }

  private static Map<String, StoredTensor> tensors(PthFile file, Dict stateDict) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    if (stateDict.otherKey().isPresent()) {
      throw noStateDict(
          "has %s where a tensor's name should be"
              .formatted(stateDict.otherKey().get().description()));
    }
    for (Map.Entry<String, PyValue> entry : stateDict.entries().entrySet()) {
      String name = entry.getKey();
      if (!(entry.getValue() instanceof PyValue.Tensor tensor)) {
        throw noStateDict(
            "holds %s under '%s', where a tensor should be"
                .formatted(entry.getValue().description(), name.length() <= 100 ? name : "..."));
      }
      try {
        tensors.put(name, file.resolve(tensor));
      } catch (MalformedFileException e) {
        throw e.at(name);
      }
    }
    if (tensors.isEmpty()) {
      throw new MalformedFileException("holds an empty state dict");
    }
    return tensors;
  }

  private static MalformedFileException noStateDict(String what) {
    return new MalformedFileException(
        what
            + "; state dicts are looked for at the top and under params, params_ema and state_dict");
  }
}
