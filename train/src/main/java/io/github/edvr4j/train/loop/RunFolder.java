package io.github.edvr4j.train.loop;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one training, laid out as BasicSR's: {@code models/net_g_5000.pth}, {@code
 * training_states/5000.state}, {@code visualization}.
 *
 * @param root {@code experiments/NAME}
 */
public record RunFolder(Path root) {

  private static final Pattern STATE = Pattern.compile("(\\d{1,18})\\.state");

  /** Each state is four times as large as a model; one more than the newest is for safety. */
  private static final int STATES_KEPT = 2;

  /** Where the weights after a step lie. */
  public Path model(long iteration) {
    return models().resolve("net_g_%d.pth".formatted(iteration));
  }

  /** Where the state after a step lies. */
  public Path state(long iteration) {
    return states().resolve("%d.state".formatted(iteration));
  }

  /** Where validation may save pictures. */
  public Path pictures() {
    return root.resolve("visualization");
  }

  private Path models() {
    return root.resolve("models");
  }

  private Path states() {
    return root.resolve("training_states");
  }

  /**
   * Makes the folders.
   *
   * @throws EdvrException (OUTPUT) if that fails
   */
  void create() {
    try {
      Files.createDirectories(models());
      Files.createDirectories(states());
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "can't make the folder %s: %s".formatted(root, e), e);
    }
  }

  /** The newest state, if there is any. */
  public Optional<Path> newestState() {
    return allStates().stream().findFirst();
  }

  /** Removes all states but the newest few. */
  void forgetOldStates() {
    allStates().stream()
        .skip(STATES_KEPT)
        .forEach(
            state -> {
              try {
                Files.deleteIfExists(state);
              } catch (IOException e) {
                throw new EdvrException(
                    Category.OUTPUT, "can't delete the old state %s: %s".formatted(state, e), e);
              }
            });
  }

  /** Newest first. */
  private List<Path> allStates() {
    if (!Files.isDirectory(states())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(states())) {
      return files
          .filter(file -> STATE.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(RunFolder::iteration).reversed())
          .toList();
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT, "can't read the folder %s: %s".formatted(states(), e), e);
    }
  }

  private static long iteration(Path state) {
    Matcher name = STATE.matcher(state.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }
}
