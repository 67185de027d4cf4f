package io.github.edvr4j.zoo;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.StoredTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether a model file is what it says. */
public final class ModelCheck {

  /** What two networks may differ in. */
  private static final SequencedMap<String, Function<EdvrConfig, Object>> NETWORK = network();

  private ModelCheck() {}

  private static SequencedMap<String, Function<EdvrConfig, Object>> network() {
    SequencedMap<String, Function<EdvrConfig, Object>> facts = new LinkedHashMap<>();
    facts.put("scale", EdvrConfig::scale);
    facts.put("features", EdvrConfig::features);
    facts.put("frames in a window", EdvrConfig::frames);
    facts.put("centre frame", EdvrConfig::centre);
    facts.put("deformable groups", EdvrConfig::deformableGroups);
    facts.put("blocks of extraction", EdvrConfig::extractBlocks);
    facts.put("blocks of reconstruction", EdvrConfig::reconstructBlocks);
    facts.put("pre-deblurring", config -> config.predeblur() ? "yes" : "no");
    facts.put("TSA", config -> config.tsa() ? "yes" : "no");
    return facts;
  }

  /**
   * What is wrong with a file, a sentence each: its checksum is not the one in its name, it is no
   * complete EDVR, it is another network than its name says, or a value in it is not finite.
   *
   * @throws EdvrException (MODEL) if the file cannot be read at all
   */
  public static List<String> problems(Path file) {
    String name = file.getFileName().toString();
    return problems(file, name, Sha256.inName(name));
  }

  /**
   * @param name what the file is or will be called
   * @param sha256 the first digits of its checksum, if they are known
   */
  static List<String> problems(Path file, String name, Optional<String> sha256) {
    Optional<String> damage = sha256.flatMap(digits -> checksumProblem(file, digits));
    return damage.isPresent() ? List.of(damage.get()) : contentProblems(file, name);
  }

  private static Optional<String> checksumProblem(Path file, String digits) {
    String actual = Sha256.of(file);
    return actual.startsWith(digits)
        ? Optional.empty()
        : Optional.of(
            "its SHA-256 begins with %s, not with %s"
                .formatted(actual.substring(0, digits.length()), digits));
  }

  /** The file is mapped only as long as this takes: Windows moves and deletes no mapped file. */
  private static List<String> contentProblems(Path file, String name) {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      EdvrCheckpoint checkpoint = EdvrCheckpoint.load(name, bytes, OptionalInt.empty());
      List<String> problems = new ArrayList<>();
      Catalogue.find(name)
          .filter(known -> !known.config().equals(checkpoint.config()))
          .ifPresent(known -> problems.add(otherNetwork(checkpoint.config(), known.config())));
      checkpoint.weights().tensors().entrySet().stream()
          .filter(entry -> !isFinite(entry.getValue()))
          .findFirst()
          .map(Map.Entry::getKey)
          .ifPresent(tensor -> problems.add(tensor + " holds values that are not finite"));
      return problems;
    } catch (IOException e) {
      throw new EdvrException(
          Category.MODEL, "can't read %s: %s".formatted(file, FileFailure.reason(e)), e);
    } catch (EdvrException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static String otherNetwork(EdvrConfig actual, EdvrConfig expected) {
    return NETWORK.entrySet().stream()
        .filter(fact -> !fact.getValue().apply(actual).equals(fact.getValue().apply(expected)))
        .map(
            fact ->
                "%s %s, not %s"
                    .formatted(
                        fact.getKey(),
                        fact.getValue().apply(actual),
                        fact.getValue().apply(expected)))
        .collect(Collectors.joining(", ", "it holds another network than its name says: ", ""));
  }

  private static boolean isFinite(StoredTensor tensor) {
    for (float value : tensor.floats()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
