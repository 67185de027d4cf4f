package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.train.options.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipsTest {
  private static final Region WHOLE_LOW = new Region(0, 0, 3, 4);

  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();

  private List<ClipPair> train(String... lines) {
    return only(Clips.of(section(lines), 5, notes::add).forTraining()).clips();
  }

  private Section section(String... lines) {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("cache_dir: " + folder.resolve("cache"));
    return DataFiles.section(folder, all.toArray(String[]::new));
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.getFirst();
  }

  private static List<String> names(List<ClipPair> clips) {
    return clips.stream().map(clip -> clip.high().name()).toList();
  }

  private static Clip low(ClipPair pair) {
    return pair.low().orElseThrow();
  }

  private void reds(String... clips) {
    for (String clip : clips) {
      DataFiles.frames(folder.resolve("gt").resolve(clip), "%08d.png", 0, 6, 16, 12);
      DataFiles.frames(folder.resolve("lq/X4").resolve(clip), "%08d.png", 0, 6, 4, 3);
    }
  }

  @Test
  void readsRedsAsItsOptionFilesNameIt() {
    reds("000", "001", "002", "011", "100");
    DataFiles.write(
        folder.resolve("meta.txt"),
        "000 6 (12,16,3)\n001 6 (12,16,3)\n002 5 (12,16,3)\n011 6 (12,16,3)\n");
    Section section =
        section(
            "name: REDS",
            "type: REDSDataset",
            "dataroot_gt: " + folder.resolve("gt"),
            "dataroot_lq: " + folder.resolve("lq"),
            "dataroot_flow: ~",
            "meta_info_file: " + folder.resolve("meta.txt"),
            "val_partition: REDS4",
            "io_backend:",
            "  type: disk",
            "num_frame: 5");
    List<ClipPair> clips = only(Clips.of(section, 5, notes::add).forTraining()).clips();
    assertThat(names(clips)).containsExactly("001", "002");
    assertThat(clips.get(0).high().frames()).isEqualTo(6);
    assertThat(clips.get(1).high().frames()).isEqualTo(5);
    Clip high = clips.getFirst().high();
    assertThat(high.height()).isEqualTo(12);
    assertThat(high.width()).isEqualTo(16);
    assertThat(high.read(3, new Region(0, 0, 12, 16))).isEqualTo(DataFiles.picture(16, 12, 3));
    assertThat(low(clips.getFirst()).read(5, WHOLE_LOW)).isEqualTo(DataFiles.picture(4, 3, 5));
    assertThat(section.unread()).isEmpty();
    assertThat(notes).isEmpty();
  }

  @Test
  void keepsBothPartitionsApart() {
    reds("000", "001", "240", "269");
    String root = "dataroot_gt: " + folder.resolve("gt");
    assertThat(names(train("type: REDSDataset", root))).containsExactly("001", "240", "269");
    assertThat(names(train("type: REDSDataset", root, "val_partition: official")))
        .containsExactly("000", "001");
    assertThat(names(train("type: REDSRecurrentDataset", root, "test_mode: true")))
        .containsExactly("000");
    assertThatThrownBy(() -> train("type: REDSDataset", root, "val_partition: REDS5"))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("REDS5 is not known");
  }

  @Test
  void knowsTheClipsOfRedsWithoutBasicSr() {
    reds("000", "011", "015", "020");
    List<ClipPair> clips =
        Clips.of(
                section(
                    "type: VideoTestDataset",
                    "dataroot_gt: " + folder.resolve("gt"),
                    "dataroot_lq: " + folder.resolve("lq"),
                    "meta_info_file: basicsr/data/meta_info/meta_info_REDS4_test_GT.txt"),
                5,
                notes::add)
            .forValidation();
    assertThat(names(clips)).containsExactly("000", "011", "015", "020");
    assertThat(clips).allMatch(clip -> clip.high().frames() == 6 && low(clip).frames() == 6);
  }

  @Test
  void takesTheNetworksWindowWhereNoneIsNamed() {
    reds("001", "002");
    DataFiles.frames(folder.resolve("gt/002"), "%08d.png", 6, 1, 16, 12);
    Section section =
        section("type: ClipDataset", "dataroot_gt: " + folder.resolve("gt"), "use_hflip: ~");
    assertThat(names(only(Clips.of(section, 7, notes::add).forTraining()).clips()))
        .containsExactly("002");
  }

  @Test
  void namesListedClipsThatAreNotThere() {
    reds("000", "011");
    assertThatThrownBy(
            () ->
                Clips.of(
                        section(
                            "type: VideoTestDataset",
                            "dataroot_gt: " + folder.resolve("gt"),
                            "meta_info_file: meta_info_REDS4_test_GT.txt"),
                        5,
                        notes::add)
                    .forValidation())
        .isInstanceOf(EdvrException.class)
        .hasMessage(
            "option datasets:train:dataroot_gt: of the clips that meta_info_file lists, 2 of 4"
                + " are not in %s: 015, 020",
            folder.resolve("gt"));
  }

  @Test
  void takesTheMiddleOfVimeosSeptuplets() {
    Path sequences = folder.resolve("vimeo/sequences");
    for (String clip : List.of("00001/0001", "00001/0002")) {
      DataFiles.frames(sequences.resolve(clip), "im%d.png", 1, 7, 16, 12);
      DataFiles.frames(folder.resolve("low").resolve(clip), "im%d.png", 1, 7, 4, 3);
    }
    DataFiles.write(folder.resolve("vimeo/sep_trainlist.txt"), "00001/0002\n\n");
    ClipPair clip =
        only(
            train(
                "type: Vimeo90KDataset",
                "dataroot_gt: " + sequences,
                "dataroot_lq: " + folder.resolve("low"),
                "meta_info_file: basicsr/data/meta_info/meta_info_Vimeo90K_train_GT.txt",
                "num_frame: 5"));
    assertThat(clip.high().name()).isEqualTo("00001/0002");
    assertThat(clip.high().frames()).isEqualTo(5);
    assertThat(clip.high().read(2, new Region(0, 0, 12, 16)))
        .isEqualTo(DataFiles.picture(16, 12, 4));
    assertThat(low(clip).read(0, WHOLE_LOW)).isEqualTo(DataFiles.picture(4, 3, 2));
    assertThat(low(clip).read(4, WHOLE_LOW)).isEqualTo(DataFiles.picture(4, 3, 6));
  }

  @Test
  void readsLmdbOfReds() {
    Map<String, Rgb8> high = new LinkedHashMap<>();
    Map<String, Rgb8> low = new LinkedHashMap<>();
    for (String clip : List.of("001", "002")) {
      for (int i = 0; i < 5; i++) {
        String key = "%s/%08d".formatted(clip, i);
        high.put(key, DataFiles.picture(16, 12, key.hashCode()));
        low.put(key, DataFiles.picture(4, 3, key.hashCode()));
      }
    }
    String gt = "dataroot_gt: " + DataFiles.lmdb(folder.resolve("gt.lmdb"), high);
    String lq = "dataroot_lq: " + DataFiles.lmdb(folder.resolve("lq.lmdb"), low);
    DataFiles.write(folder.resolve("meta.txt"), "001 5 (12,16,3)\n002 5 (12,16,3)\n");
    String meta = "meta_info_file: " + folder.resolve("meta.txt");
    for (List<ClipPair> clips :
        List.of(
            train("type: REDSDataset", gt, lq, meta, "io_backend: {type: lmdb}"),
            train("type: REDSDataset", gt, lq, "io_backend: {type: lmdb}"),
            train("type: ClipDataset", gt, lq))) {
      assertThat(names(clips)).containsExactly("001", "002");
      assertThat(low(clips.get(1)).read(3, WHOLE_LOW)).isEqualTo(low.get("002/00000003"));
      assertThat(clips.get(0).high().read(4, new Region(0, 0, 12, 16)))
          .isEqualTo(high.get("001/00000004"));
    }
  }

  @Test
  void readsLmdbOfVimeoWhichHasOnlyTargets() {
    Map<String, Rgb8> low = new LinkedHashMap<>();
    for (int i = 1; i <= 7; i++) {
      low.put("00001/0001/im" + i, DataFiles.picture(4, 3, i));
    }
    Rgb8 target = DataFiles.picture(16, 12, 4);
    ClipPair clip =
        only(
            train(
                "type: Vimeo90KDataset",
                "dataroot_gt: "
                    + DataFiles.lmdb(folder.resolve("gt.lmdb"), Map.of("00001/0001/im4", target)),
                "dataroot_lq: " + DataFiles.lmdb(folder.resolve("lq.lmdb"), low),
                "meta_info_file: "
                    + DataFiles.write(folder.resolve("meta.txt"), "00001/0001 7 (256,448,3)\n"),
                "num_frame: 7"));
    assertThat(clip.high().height()).isEqualTo(12);
    assertThat(clip.high().read(3, new Region(0, 0, 12, 16))).isEqualTo(target);
    assertThat(low(clip).read(6, WHOLE_LOW)).isEqualTo(low.get("00001/0001/im7"));
    assertThatThrownBy(() -> clip.high().read(2, WHOLE_LOW))
        .isInstanceOf(DamagedFrameException.class)
        .hasMessage("%s:00001/0001/im3: is not there", folder.resolve("gt.lmdb"));
  }

  @Test
  void findsVideosAndFoldersOfFramesWhereverTheyAre() {
    DataFiles.frames(folder.resolve("data/walks/b"), "frame%d.png", 8, 5, 8, 8);
    DataFiles.frames(folder.resolve("data/walks/a"), "%d.png", 1, 7, 8, 8);
    DataFiles.frames(folder.resolve("data/.hidden"), "%d.png", 1, 7, 8, 8);
    DataFiles.video(folder.resolve("data/walks/c.mkv"), 16, 8, 1, 2, 3, 4, 5);
    DataFiles.write(folder.resolve("data/walks/cover.png"), new byte[] {1});
    List<ClipPair> clips = train("type: ClipDataset", "dataroot_gt: " + folder.resolve("data"));
    assertThat(names(clips)).containsExactlyInAnyOrder("walks/a", "walks/b", "walks/c.mkv");
    Clip named =
        clips.stream()
            .map(ClipPair::high)
            .filter(c -> c.name().equals("walks/b"))
            .findFirst()
            .orElseThrow();
    assertThat(named.read(2, new Region(0, 0, 8, 8))).isEqualTo(DataFiles.picture(8, 8, 10));
  }

  @Test
  void cutsVideosIntoScenesForTrainingOnly() {
    Path video =
        DataFiles.video(
            folder.resolve("a.mkv"), 16, 16, 0, 0, 0, 0, 0, 200, 200, 90, 90, 90, 90, 90, 90);
    String[] lines = {"type: ClipDataset", "dataroot_gt: " + video};
    List<ClipPair> scenes = train(lines);
    assertThat(names(scenes)).containsExactly("a.mkv#1", "a.mkv#3");
    assertThat(scenes.get(1).high().frames()).isEqualTo(6);
    assertThat(scenes.get(1).high().read(0, new Region(0, 0, 1, 1)).values()[0] & 0xFF)
        .isBetween(89, 91);
    assertThat(notes).last().asString().contains("left out as shorter than 5 frames: 1 of 3");
    ClipPair whole = only(Clips.of(section(lines), 5, notes::add).forValidation());
    assertThat(whole.high().name()).isEqualTo("a.mkv");
    assertThat(whole.high().frames()).isEqualTo(13);
  }

  @Test
  void pairsVideosByName() {
    for (String name : List.of("a", "b")) {
      int level = name.equals("a") ? 40 : 80;
      DataFiles.video(
          folder.resolve("high").resolve(name + ".mkv"), 16, 16, level, level, level, 250, 250);
      DataFiles.video(
          folder.resolve("low").resolve(name + ".avi"), 4, 4, level, level, level, 0, 0);
    }
    List<ClipPair> clips =
        train(
            "type: ClipDataset",
            "num_frame: 3",
            "dataroot_gt: " + folder.resolve("high"),
            "dataroot_lq: " + folder.resolve("low"));
    assertThat(names(clips)).containsExactly("a.mkv#1", "b.mkv#1");
    assertThat(low(clips.get(1)).frames()).isEqualTo(3);
    assertThat(low(clips.get(1)).read(2, new Region(0, 0, 1, 1)).values()[0] & 0xFF)
        .isBetween(79, 81);
  }

  @Test
  void saysWhichPairDiffersInLength() {
    Path high = DataFiles.video(folder.resolve("high.mkv"), 16, 16, 1, 1, 1, 1, 1);
    Path low = DataFiles.video(folder.resolve("low.mkv"), 4, 4, 1, 1, 1, 1);
    assertThatThrownBy(
            () -> train("type: ClipDataset", "dataroot_gt: " + high, "dataroot_lq: " + low))
        .isInstanceOf(EdvrException.class)
        .hasMessage("high.mkv: has 5 frames, and low.mkv, its low-resolution one, has 4");
  }

  @Test
  void mixesSourcesByWeight() {
    DataFiles.video(folder.resolve("a.mkv"), 16, 16, 1, 1, 1, 1, 1);
    DataFiles.frames(folder.resolve("photos/deep"), "%d.png", 1, 3, 9, 7);
    Section section =
        section(
            "num_frame: 5",
            "sources:",
            "  clips:",
            "    type: ClipDataset",
            "    dataroot_gt: ['" + folder + "/*.mkv']",
            "    gt_reduce: 2",
            "    max_frames: 5",
            "    weight: 3",
            "  stills:",
            "    type: PhotoDataset",
            "    dataroot_gt: " + folder.resolve("photos"));
    List<Source> sources = Clips.of(section, 5, notes::add).forTraining();
    assertThat(sources).extracting(Source::weight).containsExactly(3.0, 1.0);
    assertThat(sources).extracting(Source::photographs).containsExactly(false, true);
    assertThat(only(sources.get(0).clips()).high().width()).isEqualTo(8);
    assertThat(names(sources.get(1).clips()))
        .containsExactly("deep/1.png", "deep/2.png", "deep/3.png");
    assertThat(sources.get(1).clips().get(1).high().read(0, new Region(0, 0, 7, 9)))
        .isEqualTo(DataFiles.picture(9, 7, 2));
    assertThat(section.unread()).isEmpty();
  }

  @Test
  void reducesAndShortensFolders() {
    DataFiles.frames(folder.resolve("a"), "%d.png", 1, 9, 8, 6);
    Clip clip =
        only(train(
                "type: ClipDataset",
                "dataroot_gt: " + folder.resolve("a"),
                "gt_reduce: 2",
                "max_frames: 6"))
            .high();
    assertThat(clip.frames()).isEqualTo(6);
    assertThat(clip.width()).isEqualTo(4);
    assertThat(clip.height()).isEqualTo(3);
    assertThat(clip.read(0, new Region(0, 0, 3, 4)))
        .isEqualTo(AreaReduction.reduce(DataFiles.picture(8, 6, 1), 2));
    assertThat(clip.read(5, new Region(1, 2, 1, 1)).values())
        .isEqualTo(AreaReduction.reduce(clipped(DataFiles.picture(8, 6, 6)), 2).values());
  }

  /** The two by two pixels at row 2, column 4. */
  private static Rgb8 clipped(Rgb8 picture) {
    byte[] values = new byte[12];
    System.arraycopy(picture.values(), 3 * (2 * 8 + 4), values, 0, 6);
    System.arraycopy(picture.values(), 3 * (3 * 8 + 4), values, 6, 6);
    return new Rgb8(2, 2, values);
  }

  @Test
  void leavesOutWhatIsExcluded() {
    for (String name : List.of("walk", "run", "jump_1", "jump_2")) {
      DataFiles.frames(folder.resolve("data/in").resolve(name), "%d.png", 1, 5, 8, 6);
    }
    String root = "dataroot_gt: " + folder.resolve("data");
    assertThat(names(train("type: ClipDataset", root, "exclude: [walk, 'jump_*']")))
        .containsExactly("in/run");
    for (String unknown : List.of("wlak", "[walk", "{run")) {
      assertThatThrownBy(
              () -> train("type: ClipDataset", root, "exclude: ['%s']".formatted(unknown)))
          .isInstanceOf(EdvrException.class)
          .hasMessage("option datasets:train:exclude: no clip is called " + unknown);
    }
  }

  @Test
  void namesADamagedFrameWhenItIsRead() {
    DataFiles.frames(folder.resolve("a"), "%d.png", 1, 5, 8, 6);
    Path third = folder.resolve("a/3.png");
    DataFiles.write(third, new byte[] {5});
    Clip clip = only(train("type: ClipDataset", "dataroot_gt: " + folder.resolve("a"))).high();
    assertThat(clip.read(1, new Region(0, 0, 6, 8))).isEqualTo(DataFiles.picture(8, 6, 2));
    assertThatThrownBy(() -> clip.read(2, new Region(0, 0, 6, 8)))
        .isInstanceOf(DamagedFrameException.class)
        .hasMessage(third + ": is not a PNG or JPEG picture");
  }

  @Test
  void leavesOutADamagedPhotographAmongOthers() {
    DataFiles.frames(folder.resolve("photos"), "%d.png", 1, 12, 9, 7);
    DataFiles.write(folder.resolve("photos/4.png"), new byte[] {5});
    String root = "dataroot_gt: " + folder.resolve("photos");
    assertThat(train("type: PhotoDataset", root)).hasSize(11);
    assertThat(notes)
        .contains(
            folder.resolve("photos/4.png") + ": is not a PNG or JPEG picture; it is left out");
    DataFiles.write(folder.resolve("photos/5.png"), new byte[] {5});
    assertThatThrownBy(() -> train("type: PhotoDataset", root))
        .isInstanceOf(EdvrException.class)
        .hasMessageStartingWith(
            "datasets:train: more than 10 % of its 12 clips can't be read, the last: ")
        .hasMessageContaining("5.png");
  }

  @Test
  void aPatternLooksIntoALinkedFolder() throws IOException {
    DataFiles.frames(folder.resolve("data/walk_1"), "%d.png", 1, 6, 8, 6);
    DataFiles.frames(folder.resolve("data/run_1"), "%d.png", 1, 6, 8, 6);
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("data"));
    assertThat(names(train("type: ClipDataset", "dataroot_gt: " + link + "/walk_*")))
        .containsExactly("walk_1");
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    DataFiles.frames(folder.resolve("a"), "%d.png", 1, 4, 8, 6);
    String root = "dataroot_gt: " + folder.resolve("a");
    assertWrong("type", "PairedImageDataset is not supported", "type: PairedImageDataset", root);
    assertWrong("dataroot_gt", "is missing", "type: ClipDataset");
    assertWrong("dataroot_gt", "nowhere is not there", "type: ClipDataset", "dataroot_gt: nowhere");
    assertWrong("dataroot_gt", "nothing matches", "type: ClipDataset", root + "/*.mp4");
    assertWrong("dataroot_gt", "is no path and no pattern", "type: ClipDataset", root + "/[*.mp4");
    assertWrong(
        "gt_reduce", "should be at least 1, got 0", "type: ClipDataset", root, "gt_reduce: 0");
    assertWrong("weight", "should be above 0", "type: ClipDataset", root, "weight: -1");
    assertWrong(
        "io_backend:type",
        "memcached is not supported",
        "type: ClipDataset",
        root,
        "io_backend: {type: memcached}");
    assertWrong("meta_info_file", "a path", "type: REDSDataset", root, "meta_info_file: \"a\\0\"");
    assertWrong(
        "meta_info_file", "without this key", "type: REDSDataset", root, "meta_info_file: no.txt");
    assertThatThrownBy(() -> train("type: ClipDataset", root))
        .isInstanceOf(EdvrException.class)
        .hasMessage("datasets:train: no clip has the 5 frames of a window");
  }

  private void assertWrong(String key, String what, String... lines) {
    assertThatThrownBy(() -> train(lines))
        .isInstanceOf(EdvrException.class)
        .hasMessageStartingWith("option datasets:train:%s: ".formatted(key))
        .hasMessageContaining(what);
  }

  @Test
  void keepsUnpackedFramesWhereCachesBelong() {
    Path home = Path.of(System.getProperty("user.home"), ".cache/edvr4j/frames");
    Path absolute = folder.toAbsolutePath();
    assertThat(cacheFolder(Map.of())).isEqualTo(home);
    assertThat(cacheFolder(Map.of("XDG_CACHE_HOME", "", "LOCALAPPDATA", ""))).isEqualTo(home);
    assertThat(cacheFolder(Map.of("XDG_CACHE_HOME", absolute.toString())))
        .isEqualTo(absolute.resolve("edvr4j/frames"));
    assertThat(cacheFolder(Map.of("LOCALAPPDATA", absolute.toString())))
        .isEqualTo(absolute.resolve("edvr4j/frames"));
  }

  private static Path cacheFolder(Map<String, String> environment) {
    return ClipOpener.defaultFolder(name -> Optional.ofNullable(environment.get(name)));
  }

  @Test
  void refusesListsThatLeadOutOfTheirFolder() {
    reds("001");
    String root = "dataroot_gt: " + folder.resolve("gt");
    String meta = "meta_info_file: " + folder.resolve("meta.txt");
    for (String name : List.of("../lq/X4/001", "001/../../lq", folder + "/gt/001", "..")) {
      DataFiles.write(folder.resolve("meta.txt"), name + " 6 (12,16,3)\n");
      assertWrong("meta_info_file", name, "type: REDSDataset", root, meta);
    }
    Path database = DataFiles.lmdb(folder.resolve("gt.lmdb"), Map.of());
    DataFiles.write(database.resolve("meta_info.txt"), "../up/00000000.png (1,1,3) 1\n");
    assertThatThrownBy(() -> train("type: ClipDataset", "dataroot_gt: " + database))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("../up/00000000");
  }

  @Test
  void refusesListsWithImpossibleNumbers() {
    reds("001");
    String root = "dataroot_gt: " + folder.resolve("gt");
    String meta = "meta_info_file: " + folder.resolve("meta.txt");
    for (String line :
        List.of(
            "001 2000000000", "001 -5", "001 0", "001 5 (1,1,3) -1", "001 5 (1,1,3) 2147483647")) {
      DataFiles.write(folder.resolve("meta.txt"), line + "\n");
      assertWrong("meta_info_file", line, "type: REDSDataset", root, meta);
    }
  }

  @Test
  void readsTheListOfADatabaseOnce() {
    List<String> keys = new ArrayList<>();
    List<String> clips = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      clips.add("%05d".formatted(i));
      keys.add("%05d/00000000.png (1,1,3) 1".formatted(i));
    }
    Path database = DataFiles.lmdb(folder.resolve("gt.lmdb"), Map.of());
    DataFiles.write(database.resolve("meta_info.txt"), String.join("\n", keys) + "\n");
    DataFiles.write(folder.resolve("meta.txt"), String.join("\n", clips) + "\n");
    Section section =
        section(
            "type: ClipDataset",
            "dataroot_gt: " + database,
            "meta_info_file: " + folder.resolve("meta.txt"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(Clips.of(section, 5, notes::add).forValidation()).hasSize(5000));
  }

  @Test
  void saysThatADatabaseIsDamaged() {
    Path database = folder.resolve("gt.lmdb");
    DataFiles.write(database.resolve("data.mdb"), new byte[20_000]);
    DataFiles.write(database.resolve("meta_info.txt"), "000/00000000.png (1,1,3) 1\n");
    assertThatThrownBy(() -> train("type: ClipDataset", "dataroot_gt: " + database))
        .isInstanceOf(EdvrException.class)
        .hasMessageStartingWith(database + ": can't be opened as an LMDB");
  }
}
