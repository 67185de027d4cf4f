package io.github.edvr4j.train.log;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.files.OutputFile;
import io.github.edvr4j.train.log.RunHistory.Recovery;
import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.loop.TrainingListener;
import io.github.edvr4j.train.validation.ValidationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The diary of a run, {@code log.jsonl} in its folder: one JSON object a line for every printed
 * step, validation, recovery and warning. A training that is taken up again goes on in the same
 * file, from which all that came after its iteration is taken out.
 */
public final class RunLog implements TrainingListener, AutoCloseable {

  private static final String FILE = "log.jsonl";

  private static final String EVENT = "event";
  private static final String STEP = "step";
  private static final String VALIDATION = "validation";
  private static final String RECOVERY = "recovery";
  private static final String WARNING = "warning";
  private static final String ITERATION = "iteration";
  private static final String MESSAGE = "message";

  // A run that an earlier version began has not all that is written now.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .withConfigOverride(
              Map.class, of -> of.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private final LogFile out;
  private long iteration;

  private RunLog(LogFile out, long iteration) {
    this.out = out;
    this.iteration = iteration;
  }

  /**
   * Opens the diary of a run for what comes next.
   *
   * @param folder of the run; made if it is not there
   * @param iteration that the training goes on after, 0 for a new one
   * @throws EdvrException (OUTPUT) if nothing can be written there, (INPUT) if the file that is
   *     there is something else
   */
  public static RunLog open(Path folder, long iteration) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      if (Files.exists(file)) {
        cutBack(file, iteration);
      }
    } catch (IOException e) {
      throw LogFile.unwritable(file, e);
    }
    return new RunLog(
        LogFile.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), iteration);
  }

  /** Only whole lines are kept: a process that was killed may have left half of one. */
  private static void cutBack(Path file, long iteration) throws IOException {
    StringBuilder kept = new StringBuilder();
    for (ObjectNode line : lines(file)) {
      if (line.get(ITERATION).asLong() <= iteration) {
        kept.append(JSON.writeValueAsString(line)).append('\n');
      }
    }
    OutputFile.write(file, out -> out.write(kept.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads the diary of a run, which may go on meanwhile.
   *
   * @param folder of the run
   * @throws EdvrException (INPUT) if there is none or it can't be read
   */
  public static RunHistory read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new EdvrException(
          Category.INPUT,
          "%s: no run of 'edvr train' has written here (there is no %s)".formatted(folder, FILE));
    }
    List<StepReport> steps = new ArrayList<>();
    List<ValidationReport> validations = new ArrayList<>();
    List<Recovery> recoveries = new ArrayList<>();
    try {
      for (ObjectNode line : lines(file)) {
        add(line, file, steps, validations, recoveries);
      }
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: can't be read as a run's log: %s".formatted(file, FileFailure.reason(e)),
          e);
    }
    return new RunHistory(steps, validations, recoveries);
  }

  private static void add(
      ObjectNode line,
      Path file,
      List<StepReport> steps,
      List<ValidationReport> validations,
      List<Recovery> recoveries) {
    try {
      switch (line.get(EVENT).asString()) {
        case STEP -> steps.add(JSON.treeToValue(line, StepReport.class));
        case VALIDATION -> validations.add(JSON.treeToValue(line, ValidationReport.class));
        case RECOVERY -> {
          Recovery recovery = JSON.treeToValue(line, Recovery.class);
          steps.removeIf(step -> step.iteration() > recovery.iteration());
          validations.removeIf(report -> report.iteration() > recovery.iteration());
          recoveries.add(recovery);
        }
        default -> {
          // A warning, which belongs to no curve.
        }
      }
    } catch (JacksonException e) {
      throw notALog(file, line.toString(), e);
    }
  }

  /** Without the last line if it is not whole. */
  private static List<ObjectNode> lines(Path file) throws IOException {
    String text = Files.readString(file);
    List<ObjectNode> lines = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      lines.add(parsed(file, line));
    }
    return lines;
  }

  private static ObjectNode parsed(Path file, String line) {
    try {
      if (JSON.readTree(line) instanceof ObjectNode object
          && object.path(EVENT).isString()
          && object.path(ITERATION).isIntegralNumber()) {
        return object;
      }
    } catch (JacksonException e) {
      throw notALog(file, line, e);
    }
    throw notALog(file, line, new IllegalArgumentException(line));
  }

  private static EdvrException notALog(Path file, String line, Exception cause) {
    return new EdvrException(
        Category.INPUT,
        "%s: is not the log of a run, or damaged: '%s'; move it away to go on without it"
            .formatted(file, line.length() > 60 ? line.substring(0, 60) + "…" : line),
        cause);
  }

  @Override
  public void step(StepReport report) {
    iteration = report.iteration();
    write(STEP, JSON.valueToTree(report));
  }

  @Override
  public void validated(ValidationReport report) {
    write(VALIDATION, JSON.valueToTree(report));
  }

  @Override
  public void saved(long iteration, Path weights) {}

  @Override
  public void recovered(long iteration, String message) {
    this.iteration = iteration;
    write(RECOVERY, JSON.valueToTree(new Recovery(iteration, message)));
  }

  @Override
  public void warning(String message) {
    write(WARNING, JSON.createObjectNode().put(ITERATION, iteration).put(MESSAGE, message));
  }

  private void write(String event, JsonNode content) {
    ObjectNode line = JSON.createObjectNode();
    line.put(EVENT, event);
    line.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    line.setAll((ObjectNode) content);
    out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    out.close();
  }
}
