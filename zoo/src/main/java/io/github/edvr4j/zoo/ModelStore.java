package io.github.edvr4j.zoo;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where models lie, in the order in which they are looked for.
 *
 * @param bundled those that come with the program
 * @param cache those that were pulled
 * @param torchHub those that PyTorch's programs have downloaded
 */
public record ModelStore(Path bundled, Path cache, Path torchHub) {

  private static final List<String> EXTENSIONS = List.of(".safetensors", ".pth");

  /**
   * The folders as the environment has them: the cache under {@code XDG_CACHE_HOME}, {@code
   * LOCALAPPDATA} or {@code ~/.cache}; PyTorch's under {@code TORCH_HOME}, {@code
   * XDG_CACHE_HOME/torch} or {@code ~/.cache/torch}.
   *
   * @param environment the variables that are set
   * @param home the user's folder
   */
  public static ModelStore of(
      Path bundled, Function<String, Optional<String>> environment, Path home) {
    // A relative XDG_CACHE_HOME is to be ignored: so says its specification.
    Optional<Path> xdg = path(environment.apply("XDG_CACHE_HOME")).filter(Path::isAbsolute);
    Path userCache = home.resolve(".cache");
    Path cache =
        xdg.or(() -> path(environment.apply("LOCALAPPDATA")))
            .orElse(userCache)
            .resolve("edvr4j", "models");
    Path torch =
        path(environment.apply("TORCH_HOME")).orElse(xdg.orElse(userCache).resolve("torch"));
    return new ModelStore(bundled, cache, torch.resolve("hub", "checkpoints"));
  }

  private static Optional<Path> path(Optional<String> variable) {
    try {
      return variable.filter(text -> !text.isBlank()).map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The folders, in the order in which they are searched. */
  public List<Path> folders() {
    return List.of(bundled, cache, torchHub);
  }

  /**
   * The file that the user means.
   *
   * @param nameOrFile a known model's name or file name, the name of a file in one of the folders
   *     with or without its extension, or a path
   * @throws EdvrException (USAGE) if there is no such file; of a known model the message says how
   *     to get it
   */
  public Path find(String nameOrFile) {
    Path path = path(Optional.of(nameOrFile)).orElseThrow(() -> absent(nameOrFile));
    Optional<Path> direct = Optional.of(path).filter(Files::isRegularFile);
    if (isFileName(nameOrFile) && direct.isPresent()) {
      return direct.get();
    }
    Optional<Path> found = isPath(nameOrFile) ? Optional.empty() : locate(nameOrFile);
    return found.or(() -> direct).orElseThrow(() -> absent(nameOrFile));
  }

  private EdvrException absent(String nameOrFile) {
    Optional<KnownModel> known = Catalogue.find(nameOrFile);
    String message;
    if (known.isPresent() && known.get().origin().isPresent()) {
      message =
          "the model %s is not here yet; fetch it: edvr models pull %s"
              .formatted(nameOrFile, known.get().name());
    } else if (known.isPresent()) {
      message =
          "the model %s comes with edvr4j, but it is not in %s"
              .formatted(nameOrFile, bundled.toAbsolutePath());
    } else if (isFileName(nameOrFile)) {
      message = "there is no model file " + nameOrFile;
    } else {
      message =
          "there is no model '%s'; 'edvr models list' shows those that are known, or give a .pth or .safetensors file"
              .formatted(nameOrFile);
    }
    return new EdvrException(Category.USAGE, message);
  }

  /** Where a known model lies, if it is here. */
  public Optional<Path> locate(KnownModel model) {
    return locate(model.name());
  }

  private Optional<Path> locate(String name) {
    List<String> fileNames = new ArrayList<>();
    fileNames.add(name);
    Optional<KnownModel> known = Catalogue.find(name);
    known.ifPresent(model -> fileNames.add(model.file()));
    String stem = known.map(KnownModel::name).orElse(name);
    EXTENSIONS.forEach(extension -> fileNames.add(stem + extension));
    return folders().stream()
        .flatMap(folder -> fileNames.stream().map(folder::resolve))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Model files of the user's own, by name: those in the bundled folder and in the cache that no
   * known model has. PyTorch's folder is left out, it holds anything.
   *
   * @throws EdvrException (MODEL) if a folder cannot be listed
   */
  public List<Path> others() {
    List<Path> known =
        Catalogue.models().stream().flatMap(model -> locate(model).stream()).toList();
    return Stream.of(bundled, cache)
        .filter(Files::isDirectory)
        .flatMap(ModelStore::modelFiles)
        .filter(file -> !known.contains(file))
        .toList();
  }

  /** All model files that are here, those of known models first. */
  public List<Path> files() {
    return Stream.concat(
            Catalogue.models().stream().flatMap(model -> locate(model).stream()), others().stream())
        .toList();
  }

  private static Stream<Path> modelFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> isModelFile(file.getFileName().toString()) && Files.isRegularFile(file))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new EdvrException(
          Category.MODEL,
          "can't list the models in %s: %s".formatted(folder, FileFailure.reason(e)),
          e);
    }
  }

  /** Whether the text can only be a file's: it has a separator or a model file's extension. */
  private static boolean isFileName(String text) {
    return isPath(text) || isModelFile(text);
  }

  private static boolean isPath(String text) {
    return text.contains("/") || text.contains("\\");
  }

  private static boolean isModelFile(String name) {
    return EXTENSIONS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
  }
}
