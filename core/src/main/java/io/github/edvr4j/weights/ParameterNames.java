package io.github.edvr4j.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of EDVR's parameters in BasicSR, in the code of 2019 (xinntao/EDVR, branch old_version)
 * and in mmagic. No name means one thing here and another there, so every name is translated by
 * itself.
 */
final class ParameterNames {

  /** One way of naming in another. */
  private record Rule(Pattern pattern, String replacement) {

    String apply(String name) {
      return pattern.matcher(name).replaceFirst(replacement);
    }
  }

  private static final List<Rule> RULES = rules();

  /** Counters that trainers keep beside the parameters. */
  private static final Set<String> COUNTERS = Set.of("step_counter", "n_averaged");

  /** Matching a pattern takes stack in proportion to the name. */
  private static final int MAX_LENGTH = 1000;

  private static final Pattern WRAPPERS = Pattern.compile("^(module\\.|generator(_ema)?\\.)+");
  private static final String GENERATOR = "generator.";
  private static final String GENERATOR_EMA = "generator_ema.";

  private ParameterNames() {}

  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    // 2019
    add(rules, "^fea_L([23])_conv([12])\\.", "conv_l$1_$2.");
    add(rules, "^pcd_align\\.L([123])_offset_conv([123])\\.", "pcd_align.offset_conv$2.l$1.");
    add(rules, "^pcd_align\\.L([123])_dcnpack\\.", "pcd_align.dcn_pack.l$1.");
    add(rules, "^pcd_align\\.L([12])_fea_conv\\.", "pcd_align.feat_conv.l$1.");
    add(rules, "\\.conv_offset_mask\\.", ".conv_offset.");
    // Crossed over on purpose: tAtt_1 saw all frames, tAtt_2 the centre frame.
    add(rules, "^tsa_fusion\\.tAtt_1\\.", "fusion.temporal_attn2.");
    add(rules, "^tsa_fusion\\.tAtt_2\\.", "fusion.temporal_attn1.");
    add(rules, "^tsa_fusion\\.fea_fusion\\.", "fusion.feat_fusion.");
    add(rules, "^tsa_fusion\\.sAtt_([1-5])\\.", "fusion.spatial_attn$1.");
    add(rules, "^tsa_fusion\\.sAtt_L([123])\\.", "fusion.spatial_attn_l$1.");
    add(rules, "^tsa_fusion\\.sAtt_add_([12])\\.", "fusion.spatial_attn_add$1.");
    add(rules, "^tsa_fusion\\.(weight|bias)$", "fusion.$1");
    add(rules, "^recon_trunk\\.", "reconstruction.");
    add(rules, "^HRconv\\.", "conv_hr.");
    // With large frames the first convolution was called conv_first_1.
    add(rules, "^pre_deblur\\.conv_first(_1)?\\.", "predeblur.conv_first.");
    add(rules, "^pre_deblur\\.conv_first_2\\.", "predeblur.stride_conv_hr1.");
    add(rules, "^pre_deblur\\.conv_first_3\\.", "predeblur.stride_conv_hr2.");
    add(rules, "^pre_deblur\\.deblur_L([23])_conv\\.", "predeblur.stride_conv_l$1.");
    add(rules, "^pre_deblur\\.RB_L3_1\\.", "predeblur.resblock_l3.");
    add(rules, "^pre_deblur\\.RB_L2_([12])\\.", "predeblur.resblock_l2_$1.");
    for (int block = 0; block < 5; block++) {
      add(
          rules,
          "^pre_deblur\\.RB_L1_" + (block + 1) + "\\.",
          "predeblur.resblock_l1." + block + ".");
    }
    // mmagic
    add(rules, "^feat_l([23])_conv([12])\\.conv\\.", "conv_l$1_$2.");
    add(rules, "^pcd_alignment\\.", "pcd_align.");
    add(rules, "^((pcd_align|fusion)\\..*)\\.conv\\.(weight|bias)$", "$1.$3");
    add(rules, "^upsample([12])\\.upsample_conv\\.", "upconv$1.");
    return List.copyOf(rules);
  }

  private static void add(List<Rule> rules, String pattern, String replacement) {
    rules.add(new Rule(Pattern.compile(pattern), replacement));
  }

  /** BasicSR's name for a parameter, given any of the three; unknown names are left as they are. */
  static String basicSr(String name) {
    String translated = WRAPPERS.matcher(name).replaceFirst("");
    for (Rule rule : RULES) {
      translated = rule.apply(translated);
    }
    return translated;
  }

  /**
   * The parameters under BasicSR's names, in the same order. What belongs to the training only is
   * left out: counters, and whatever stands beside a generator.
   *
   * @throws MalformedFileException if two tensors are the same parameter, or a name is absurd
   */
  static Map<String, StoredTensor> toBasicSr(Map<String, StoredTensor> tensors, WeightSet wanted) {
    String prefix = networkPrefix(tensors.keySet(), wanted);
    Map<String, StoredTensor> renamed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.length() > MAX_LENGTH) {
            throw new MalformedFileException(
                "is damaged: a tensor's name has %,d characters".formatted(name.length()));
          }
          String newName = basicSr(name);
          if (!name.startsWith(prefix) || COUNTERS.contains(newName)) {
            return;
          }
          if (renamed.put(newName, tensor) != null) {
            throw new MalformedFileException("holds the parameter " + newName + " twice");
          }
        });
    return renamed;
  }

  /** Whether there are averaged weights, under mmagic's name for them. */
  static boolean includeAveraged(Set<String> names) {
    return names.stream().anyMatch(name -> name.startsWith(GENERATOR_EMA));
  }

  private static String networkPrefix(Set<String> names, WeightSet wanted) {
    boolean trained = names.stream().anyMatch(name -> name.startsWith(GENERATOR));
    if (includeAveraged(names) && (wanted == WeightSet.AVERAGED || !trained)) {
      return GENERATOR_EMA;
    }
    return trained ? GENERATOR : "";
  }
}
