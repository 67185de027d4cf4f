package io.github.edvr4j.cli;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.zoo.Catalogue;
import io.github.edvr4j.zoo.KnownModel;
import io.github.edvr4j.zoo.ModelStore;
import io.github.edvr4j.zoo.Score;
import io.github.edvr4j.zoo.Sha256;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The models that are known or lie where models are looked for. */
@Command(
    name = "list",
    description = "Lists the models that are known and where they are.",
    footerHeading = "%nThe fields of --json, each only where it is known:%n",
    footer = {
      "  []  name, file, task (\"super_resolution\", \"super_resolution_blur\",",
      "      \"deblur\" or \"deblur_compression\"), scale, features, frames,",
      "      deformableGroups, extractBlocks, reconstructBlocks, predeblur, tsa,",
      "      parameters, dataset, scores[] (dataset, channels, psnr in dB, ssim),",
      "      maker, licence, sha256 (its first digits), address, page; of a model",
      "      that is here path and bytes"
    })
final class ModelsListCommand implements Callable<Integer> {

  private static final String ROW = "%-28s%-20s%10s  %-29s%s";

  @Option(names = "--json", description = "Print all that is known, as JSON.")
  private boolean json;

  private final Console console;
  private final ModelStore models;

  ModelsListCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() {
    if (json) {
      console.out().println(Json.of(entries()));
    } else {
      console.out().println(ROW.formatted("NAME", "TASK", "PARAMETERS", "PSNR / SSIM", "WHERE"));
      Catalogue.models().stream().map(this::row).forEach(console.out()::println);
      models.others().stream().map(ModelsListCommand::row).forEach(console.out()::println);
    }
    return ExitCode.OK;
  }

  private String row(KnownModel model) {
    return ROW.formatted(
        model.name(),
        model.task().label(),
        String.format(Locale.ROOT, "%.1f M", model.parameters() / 1e6),
        model.scores().stream().findFirst().map(Score::toString).orElse("-"),
        models.locate(model).map(Path::toString).orElse("pull"));
  }

  private static String row(Path file) {
    return ROW.formatted(file.getFileName(), "-", "-", "-", file);
  }

  private List<Map<String, Object>> entries() {
    return Stream.concat(
            Catalogue.models().stream().map(this::entry),
            models.others().stream().map(ModelsListCommand::entry))
        .toList();
  }

  private Map<String, Object> entry(KnownModel model) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", model.name());
    entry.put("file", model.file());
    entry.put("task", model.task());
    putNetwork(entry, model.config());
    entry.put("parameters", model.parameters());
    entry.put("dataset", model.dataset());
    entry.put("scores", model.scores());
    entry.put("maker", model.maker());
    entry.put("licence", model.licence());
    Sha256.inName(model.file()).ifPresent(digits -> entry.put("sha256", digits));
    model
        .origin()
        .ifPresent(
            origin -> {
              entry.put("address", origin.address().toString());
              origin.page().ifPresent(page -> entry.put("page", page.toString()));
            });
    models.locate(model).ifPresent(file -> putFile(entry, file));
    return entry;
  }

  private static void putNetwork(Map<String, Object> entry, EdvrConfig config) {
    entry.put("scale", config.scale());
    entry.put("features", config.features());
    entry.put("frames", config.frames());
    entry.put("deformableGroups", config.deformableGroups());
    entry.put("extractBlocks", config.extractBlocks());
    entry.put("reconstructBlocks", config.reconstructBlocks());
    entry.put("predeblur", config.predeblur());
    entry.put("tsa", config.tsa());
  }

  private static Map<String, Object> entry(Path file) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", file.getFileName().toString());
    entry.put("file", file.getFileName().toString());
    putFile(entry, file);
    return entry;
  }

  private static void putFile(Map<String, Object> entry, Path file) {
    entry.put("path", file.toString());
    entry.put("bytes", ModelFacts.size(file));
  }
}
