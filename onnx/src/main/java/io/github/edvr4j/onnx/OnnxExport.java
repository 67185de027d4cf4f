package io.github.edvr4j.onnx;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Writes a network as an ONNX file: one window in, its restored centre frame out, each frame's
 * features computed anew.
 *
 * <ul>
 *   <li>{@link #INPUT}: float32, (batch, T, 3, height, width), the T frames of a window in time
 *       order; RGB, nominally in [0, 1]. Height and width are multiples of {@link
 *       EdvrConfig#sizeMultiple}; a runtime refuses others. Enlarge such frames at the right and at
 *       the bottom, by reflection as edvr4j's stream does, and cut the result.
 *   <li>{@link #OUTPUT}: float32, (batch, 3, height', width'), the scale times as high and wide;
 *       RGB, not clamped.
 * </ul>
 *
 * <p>The operators are those of ONNX's set 19, the first with {@code DeformConv}; ONNX Runtime has
 * it from version 1.26 on. The file's metadata names the configuration as BasicSR does, and the
 * {@code scale} and {@code size_multiple} that follow from it.
 */
public final class OnnxExport {

  /** Name of the input. */
  public static final String INPUT = "frames";

  /** Name of the output. */
  public static final String OUTPUT = "restored";

  private OnnxExport() {}

  /**
   * @param file is overwritten
   * @throws io.github.edvr4j.EdvrException (MODEL) if a parameter is missing or the parameters take
   *     more than the 2 GB that an ONNX file holds, (OUTPUT) if the file cannot be written; nothing
   *     is left behind then
   */
  public static void write(EdvrConfig config, Weights weights, Path file) {
    OnnxGraph graph = new OnnxGraph("EDVR", weights);
    List<OnnxValue> frames = graph.window(INPUT, config.frames(), 3);
    graph.output(OUTPUT, new Edvr(config).restore(graph.ops(), frames));
    graph.write(file, metadata(config));
  }

  private static SequencedMap<String, String> metadata(EdvrConfig config) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put("num_feat", String.valueOf(config.features()));
    facts.put("num_frame", String.valueOf(config.frames()));
    facts.put("deformable_groups", String.valueOf(config.deformableGroups()));
    facts.put("num_extract_block", String.valueOf(config.extractBlocks()));
    facts.put("num_reconstruct_block", String.valueOf(config.reconstructBlocks()));
    facts.put("center_frame_idx", String.valueOf(config.centre()));
    facts.put("hr_in", String.valueOf(config.hrIn()));
    facts.put("with_predeblur", String.valueOf(config.predeblur()));
    facts.put("with_tsa", String.valueOf(config.tsa()));
    facts.put("scale", String.valueOf(config.scale()));
    facts.put("size_multiple", String.valueOf(config.sizeMultiple()));
    return facts;
  }
}
