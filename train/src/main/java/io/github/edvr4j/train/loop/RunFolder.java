package io.github.edvr4j.train.loop;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.files.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
  private static final Pattern MODEL = Pattern.compile("net_g_(\\d{1,18})\\.pth");

  /** Each state is four times as large as a model; one more than the newest is for safety. */
  private static final int STATES_KEPT = 2;

  /** A file that was saved after a step. */
  private record Saved(long iteration, Path file) {}

  /** Where the weights after a step lie. */
  public Path model(long iteration) {
    return models().resolve("net_g_" + iteration + ".pth");
  }

  /** Where the state after a step lies. */
  public Path state(long iteration) {
    return states().resolve(iteration + ".state");
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
      throw unmakeable(e);
    }
  }

  /**
   * Makes the folder, and keeps other trainings out of it until the lock is closed.
   *
   * @throws EdvrException (USAGE) if another one is in it, (OUTPUT) if the folder cannot be made
   */
  public FolderLock lock() {
    try {
      return FolderLock.ifFree(root)
          .orElseThrow(
              () ->
                  new EdvrException(
                      Category.USAGE,
                      "%s: another training runs in this folder; wait for its end, or give this one another name"
                          .formatted(root)));
    } catch (IOException e) {
      throw unmakeable(e);
    }
  }

  private EdvrException unmakeable(IOException e) {
    return new EdvrException(
        Category.OUTPUT, "can't make the folder %s: %s".formatted(root, FileFailure.reason(e)), e);
  }

  /** The newest state, if there is any. */
  public Optional<Path> newestState() {
    return newestFirst(states(), STATE).stream().map(Saved::file).findFirst();
  }

  /** The newest of the states that are older than one of this folder. */
  Optional<Path> stateBefore(Path state) {
    return saved(state, STATE).stream()
        .flatMap(
            newer ->
                newestFirst(states(), STATE).stream()
                    .filter(older -> older.iteration() < newer.iteration()))
        .map(Saved::file)
        .findFirst();
  }

  /** Whether there is a state of a later step. */
  boolean holdsLaterThan(long iteration) {
    return newestFirst(states(), STATE).stream().anyMatch(state -> state.iteration() > iteration);
  }

  /**
   * Removes what was saved after later steps, which the training came back from, and all states but
   * the newest few.
   *
   * @param iteration the step after which something was saved last; that is kept
   * @param warnings is told what cannot be removed
   */
  void tidy(long iteration, Consumer<String> warnings) {
    Stream.concat(newestFirst(states(), STATE).stream(), newestFirst(models(), MODEL).stream())
        .filter(saved -> saved.iteration() > iteration)
        .forEach(
            later ->
                delete(
                    later,
                    "which the training came back from: delete it before you go on with this"
                        + " training",
                    warnings));
    newestFirst(states(), STATE).stream()
        .filter(state -> state.iteration() <= iteration)
        .skip(STATES_KEPT)
        .forEach(old -> delete(old, "which nobody needs any more", warnings));
  }

  private static void delete(Saved saved, String what, Consumer<String> warnings) {
    try {
      Files.deleteIfExists(saved.file());
    } catch (IOException e) {
      warnings.accept(
          "can't delete %s (%s), %s".formatted(saved.file(), FileFailure.reason(e), what));
    }
  }

  private static List<Saved> newestFirst(Path folder, Pattern pattern) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> saved(file, pattern).stream())
          .sorted(Comparator.comparingLong(Saved::iteration).reversed())
          .toList();
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT,
          "can't read the folder %s: %s".formatted(folder, FileFailure.reason(e)),
          e);
    }
  }

  private static Optional<Saved> saved(Path file, Pattern pattern) {
    Matcher name = pattern.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(new Saved(Long.parseLong(name.group(1)), file))
        : Optional.empty();
  }
}
