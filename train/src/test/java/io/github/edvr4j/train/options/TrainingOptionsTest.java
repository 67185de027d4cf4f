package io.github.edvr4j.train.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.scalar.Charbonnier;
import io.github.edvr4j.scalar.Charbonnier.Reduction;
import io.github.edvr4j.train.options.AlignmentOptions.Lesson;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The four option files that BasicSR publishes for EDVR, as they are. */
class TrainingOptionsTest {

  private static final String M = "train_EDVR_M_x4_SR_REDS.yml";
  private static final String L = "train_EDVR_L_x4_SR_REDS.yml";

  @ParameterizedTest
  @ValueSource(
      strings = {"train_EDVR_M_x4_SR_REDS_woTSA.yml", M, "train_EDVR_L_x4_SR_REDS_woTSA.yml", L})
  void knowsEveryOption(String file) {
    TrainingOptions options = read(file);
    assertThat(options.all().unread())
        .as("what the data's readers don't look at")
        .allMatch(key -> key.startsWith("datasets:"));
    assertThat(options.train().iterations()).isEqualTo(600_000);
  }

  @Test
  void readsTheRecipe() {
    TrainingOptions options = read(M);
    TrainOptions train = options.train();
    assertThat(options.network()).isEqualTo(EdvrConfig.m());
    assertThat(read(L).network()).isEqualTo(EdvrConfig.l());
    assertThat(train.adam()).isEqualTo(new AdamOptions(4e-4, 0, 0.9, 0.99, 1e-8));
    assertThat(train.schedule())
        .isEqualTo(
            new CosineRestarts(
                List.of(50_000L, 100_000L, 150_000L, 150_000L, 150_000L),
                List.of(1.0, 1.0, 1.0, 1.0, 1.0),
                1e-7));
    assertThat(train.loss()).isEqualTo(new LossOptions(new Charbonnier(1e-12, Reduction.SUM), 1));
    assertThat(train.tsaIterations()).isEqualTo(OptionalLong.of(50_000));
    assertThat(train.averageDecay()).isEqualTo(0.999);
    assertThat(train.gradientLimit()).isEmpty();
    assertThat(options.path().strict()).isFalse();
    assertThat(options.path().experiments()).isEqualTo(Path.of("experiments"));
    assertThat(options.validation().every()).isEqualTo(5000);
    assertThat(options.logger()).isEqualTo(new LoggerOptions(100, 5000, true));
    assertThat(options.batch()).isEqualTo(4);
    assertThat(options.seed()).isEqualTo(10);
    assertThat(options.validationData()).hasSize(1);
    assertThat(options.remarks()).singleElement().asString().contains("num_gpu is 8");
  }

  @Test
  void takesTheMisplacedDecay() {
    TrainingOptions options = read(L);
    assertThat(options.train().averageDecay()).isEqualTo(0.999);
    assertThat(options.remarks())
        .anyMatch(remark -> remark.startsWith("network_g:ema_decay belongs into train"));
    assertThat(read("train_EDVR_L_x4_SR_REDS_woTSA.yml").train().averageDecay()).isZero();
  }

  @Test
  void namesWhatNobodyKnows() {
    TrainingOptions options =
        read(M, "train:optim_g:amsgrad=true", "train:guard:ofset_limit=3", "nmae=x");
    assertThat(options.all().unread())
        .contains("train:optim_g:amsgrad", "train:guard:ofset_limit", "nmae");
  }

  @Test
  void knowsTheUsersFolder() {
    PathOptions path = read(M, "path:experiments_root=~/runs").path();
    assertThat(path.experiments()).isEqualTo(Path.of(System.getProperty("user.home"), "runs"));
  }

  @Test
  void saysWhatEachStepLearns() {
    assertThat(read(M).train().alignment()).isEqualTo(AlignmentOptions.NONE);
    AlignmentOptions alignment =
        read(
                M,
                "train:align_iter=100",
                "train:offset_opt={type: OffsetFidelityLoss, loss_weight: 0.5, iter: 200, fade_iter: 100, keep: 0.5}",
                "train:teacher_forcing={iter: 300, fade_iter: 100}")
            .train()
            .alignment();
    assertThat(alignment.lesson(100)).isEqualTo(new Lesson(true, 1, 0));
    assertThat(alignment.lesson(101)).isEqualTo(new Lesson(false, 0.5, 1));
    assertThat(alignment.lesson(250)).isEqualTo(new Lesson(false, 0.375, 1));
    assertThat(alignment.lesson(350)).isEqualTo(new Lesson(false, 0.25, 0.5));
    assertThat(alignment.offsetsApart()).isTrue();
    assertThat(AlignmentOptions.NONE.lesson(1)).isEqualTo(Lesson.PIXELS);
    assertThat(AlignmentOptions.NONE.offsetsApart()).isFalse();
  }

  @Test
  void warmsUp() {
    TrainOptions train = read(M, "train:warmup_iter=10", "train:dcn_lr_mul=0.5").train();
    assertThat(train.rate(1)).isEqualTo(4e-5);
    assertThat(train.rate(9)).isEqualTo(3.6e-4);
    assertThat(train.rate(10)).isGreaterThan(3.99e-4);
    assertThat(train.deformableRate(9)).isEqualTo(1.8e-4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model_type=VideoGANModel | model_type: VideoGANModel is not supported",
        "network_g:type=BasicVSR | network_g:type: BasicVSR is not supported",
        "network_g:num_feat=65 | 65 features don't divide into 8 deformable groups",
        "network_g:num_in_ch=1 | network_g:num_in_ch",
        "train:optim_g:type=SGD | train:optim_g:type: SGD is not supported, only Adam",
        "train:optim_g:betas=[0.9] | train:optim_g:betas",
        "train:scheduler:type=Step | train:scheduler:type: Step is not supported",
        "train:scheduler:restart_weights=[1] | 5 periods but 1 restart_weights",
        "train:total_iter=600002 | train:total_iter: is 600002, but the periods",
        "train:total_iter=~ | train:total_iter: is missing",
        "train:pixel_opt:type=L1Loss | train:pixel_opt:type: L1Loss is not supported",
        "train:pixel_opt:reduction=none | train:pixel_opt:reduction",
        "train:gan_opt={type: GANLoss} | train:gan_opt: is not supported",
        "train:ema_decay=1 | train:ema_decay",
        "train:grad_clip=0 | train:grad_clip",
        "scale=2 | scale: is 2, but the network's is 4",
        "name=a/b | name: 'a/b' can't be the name of a folder",
        "name=\"a\\0b\" | name: 'a b' can't be the name of a folder",
        "datasets:train:batch_size_per_gpu=0 | datasets:train:batch_size_per_gpu",
        "val:metrics:psnr:type=niqe | val:metrics:psnr:type: niqe is not supported",
        "path:param_key_g=weights | path:param_key_g",
        "path:experiments_root=\"a\\0b\" | path:experiments_root: expected a path",
        "path:resume_state=\"a\\0b\" | path:resume_state: expected a path",
        "train:optim_g:lr=.nan | train:optim_g:lr: should be at least 0, got NaN",
        "train:optim_g:eps=-1e-8 | train:optim_g:eps",
        "train:optim_g:weight_decay=-1 | train:optim_g:weight_decay",
        "train:optim_g:betas=[.nan, 0.9] | train:optim_g:betas",
        "train:pixel_opt:loss_weight=-1 | train:pixel_opt:loss_weight",
        "train:pixel_opt:eps=.inf | train:pixel_opt:eps: should be above 0, got Infinity",
        "train:scheduler:eta_min=.nan | train:scheduler:eta_min",
        "train:scheduler:restart_weights=[1, 1, .nan, 1, 1] | train:scheduler:restart_weights",
        "train:scheduler={type: MultiStepLR, gamma: -1} | train:scheduler:gamma",
        "train:dcn_lr_mul=.inf | train:dcn_lr_mul",
        "train:guard:offset_limit=-1 | train:guard:offset_limit",
        "train:guard:offset_warning=.nan | train:guard:offset_warning",
        "train:guard:loss_factor=.nan | train:guard:loss_factor",
        "train:align_iter=-1 | train:align_iter: should be at least 0",
        "train:align_features=2 | train:align_features: expected true or false",
        "train:offset_lr_mul=.inf | train:offset_lr_mul",
        "train:offset_opt={type: L1Loss} | train:offset_opt:type: L1Loss is not supported",
        "train:offset_opt={type: OffsetFidelityLoss, loss_weight: -1} | train:offset_opt:loss_weight",
        "train:offset_opt={type: OffsetFidelityLoss, threshold: .nan} | train:offset_opt:threshold",
        "train:offset_opt={type: OffsetFidelityLoss, level_weights: [1]} | should be four numbers",
        "train:offset_opt={type: OffsetFidelityLoss, keep: 2} | train:offset_opt:keep: expected 0 to 1",
        "train:teacher_forcing={iter: -1} | train:teacher_forcing:iter: should be at least 0",
        "train:teacher_forcing=3 | train:teacher_forcing: expected a section, got 3"
      })
  void saysWhatIsNotSupported(String setting, String message) {
    assertThatThrownBy(() -> read(M, setting))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining(message);
  }

  private static TrainingOptions read(String file, String... settings) {
    return TrainingOptions.of(
        OptionFile.read(Path.of("src", "test", "resources", "options", file), List.of(settings)));
  }
}
