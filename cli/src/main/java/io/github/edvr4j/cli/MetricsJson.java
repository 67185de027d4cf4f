package io.github.edvr4j.cli;

import io.github.edvr4j.metrics.ClipComparison;
import java.io.PrintWriter;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/** One JSON object, written as the frames come, so that a clip may be of any length. */
final class MetricsJson implements MetricsReport {

  private final PrintWriter out;
  private final JsonGenerator json;

  MetricsJson(PrintWriter out, Subject subject) {
    this.out = out;
    json = Json.generator(out);
    json.writeStartObject();
    json.writeStringProperty("judged", subject.judged());
    json.writeStringProperty("reference", subject.reference());
    json.writeNumberProperty("width", subject.width());
    json.writeNumberProperty("height", subject.height());
    json.writeStringProperty("channels", subject.channels().name());
    json.writeNumberProperty("crop", subject.crop());
    json.writeArrayPropertyStart("frames");
  }

  @Override
  public void frame(long number, ClipComparison.Score score) {
    json.writeStartObject();
    json.writeNumberProperty("frame", number);
    writeScores(score.psnr(), score.ssim(), score.flicker());
    json.writeEndObject();
  }

  @Override
  public void mean(ClipComparison.Mean mean) {
    json.writeEndArray();
    json.writeObjectPropertyStart("mean");
    json.writeNumberProperty("frames", mean.frames());
    json.writeNumberProperty("identical", mean.identical());
    writeScores(mean.psnr(), mean.ssim(), mean.flicker());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeScores(double psnr, double ssim, OptionalDouble flicker) {
    if (Double.isInfinite(psnr)) {
      json.writeStringProperty("psnr", "inf");
    } else {
      json.writeNumberProperty("psnr", psnr);
    }
    json.writeNumberProperty("ssim", ssim);
    if (flicker.isPresent()) {
      json.writeNumberProperty("flicker", flicker.getAsDouble());
    } else {
      json.writeNullProperty("flicker");
    }
  }

  @Override
  public void close() {
    json.close();
    out.println();
  }
}
