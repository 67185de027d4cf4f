package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.cli.doctor.Bytes;
import io.github.edvr4j.zoo.Catalogue;
import io.github.edvr4j.zoo.Download;
import io.github.edvr4j.zoo.KnownModel;
import io.github.edvr4j.zoo.ModelCheck;
import io.github.edvr4j.zoo.ModelStore;
import io.github.edvr4j.zoo.Origin;
import io.github.edvr4j.zoo.Sha256;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model from the web into the cache. */
@Command(
    name = "pull",
    description =
        "Downloads a model, checks it and puts it where edvr finds it. What a broken download has"
            + " left is continued.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class ModelsPullCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(
      paramLabel = "NAME",
      description =
          "A model of 'edvr models list', or with --url the name to give it: NAME.pth or"
              + " NAME.safetensors.")
  private String name;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where to download it from, instead of its makers' address.")
  private Optional<URI> url;

  @Option(names = "--force", description = "Download it though it is here already.")
  private boolean force;

  private final Console console;
  private final ModelStore models;

  ModelsPullCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<KnownModel> known = Catalogue.find(name);
    String file = known.map(KnownModel::file).orElse(name);
    Origin origin = origin(known);
    if (!isModelFileName(file)) {
      throw new EdvrException(
          Category.USAGE,
          "'%s' should be the name of the file to make: NAME.pth or NAME.safetensors"
              .formatted(name));
    }
    Optional<Path> here = known.flatMap(models::locate).or(() -> cached(file));
    if (here.isPresent() && !force) {
      requireSound(here.get());
      console.say("%s is here already".formatted(name));
      console.out().println(here.get());
    } else {
      Path target = models.cache().resolve(file);
      download(origin, target);
      console.say("%s, %s".formatted(name, Bytes.text(ModelFacts.size(target))));
      console.out().println(target);
    }
    return ExitCode.OK;
  }

  private Origin origin(Optional<KnownModel> known) {
    if (url.isPresent()) {
      return Origin.of(url.get());
    }
    KnownModel model =
        known.orElseThrow(
            () ->
                new EdvrException(
                    Category.USAGE,
                    "there is no model '%s' to pull; 'edvr models list' shows those that are known, or give an address with --url"
                        .formatted(name)));
    return model
        .origin()
        .orElseThrow(() -> new EdvrException(Category.USAGE, model.name() + " comes with edvr4j"));
  }

  private static boolean isModelFileName(String file) {
    return file.matches("[^./\\\\][^/\\\\]*\\.(pth|safetensors)");
  }

  private Optional<Path> cached(String file) {
    return Optional.of(models.cache().resolve(file)).filter(Files::isRegularFile);
  }

  private void requireSound(Path file) {
    List<String> problems = ModelCheck.problems(file);
    if (!problems.isEmpty()) {
      throw new EdvrException(
          Category.MODEL,
          "%s is damaged (%s); --force replaces it".formatted(file, String.join("; ", problems)));
    }
  }

  private void download(Origin origin, Path target) throws InterruptedException {
    console.say("downloading %s".formatted(origin.address()));
    Optional<String> sha256 =
        Sha256.inName(target.getFileName().toString())
            .or(() -> Sha256.inName(String.valueOf(origin.address().getPath())));
    DownloadProgress progress = new DownloadProgress(console, System::nanoTime);
    try (progress;
        OnInterrupt _ = new OnInterrupt(() -> interrupted(progress))) {
      new Download(PATIENCE).fetch(origin, target, sha256, progress);
    }
  }

  private void interrupted(DownloadProgress progress) {
    progress.close();
    console.say("interrupted; the same command continues what has come");
  }
}
