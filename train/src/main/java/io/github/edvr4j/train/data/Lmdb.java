package io.github.edvr4j.train.data;

import static org.lmdbjava.EnvFlags.MDB_NOLOCK;
import static org.lmdbjava.EnvFlags.MDB_NOTLS;
import static org.lmdbjava.EnvFlags.MDB_RDONLY_ENV;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.video.NaturalOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * Pictures in a database as BasicSR's {@code create_lmdb.py} writes it: a folder with {@code
 * data.mdb} and {@code meta_info.txt}, whose lines say {@code 000/00000000.png (720,1280,3) 1}. The
 * name without extension is the key, a PNG file the value.
 */
final class Lmdb {
  // A database must not be opened twice in a process.
  private static final Map<Path, Lmdb> OPEN = new ConcurrentHashMap<>();

  private final Path folder;
  private final Env<byte[]> environment;
  private final Dbi<byte[]> values;
  private volatile @Nullable Map<String, Stored> clips;

  private Lmdb(Path folder) {
    this.folder = folder;
    try {
      // Copying arrays needs no access to the JDK's inside, unlike buffers over the map.
      environment =
          Env.create(ByteArrayProxy.PROXY_BA)
              .open(folder.toFile(), MDB_RDONLY_ENV, MDB_NOLOCK, MDB_NOTLS);
      values = environment.openDbi((byte @Nullable []) null);
    } catch (LmdbException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: can't be opened as an LMDB: %s".formatted(folder, e.getMessage()),
          e);
    }
  }

  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve("data.mdb"));
  }

  /**
   * @throws EdvrException (INPUT) if the folder is no LMDB
   */
  static Lmdb open(Path folder) {
    if (!isOne(folder)) {
      throw new EdvrException(
          Category.INPUT, "%s: is no LMDB, there is no data.mdb in it".formatted(folder));
    }
    return OPEN.computeIfAbsent(folder.toAbsolutePath().normalize(), Lmdb::new);
  }

  /** The value of a key; may be called by several threads at once. */
  byte[] get(String key) throws IOException {
    try (Txn<byte[]> reading = environment.txnRead()) {
      byte @Nullable [] value = values.get(reading, key.getBytes(StandardCharsets.UTF_8));
      if (value == null) {
        throw new NoSuchFileException(label(key));
      }
      return value;
    } catch (LmdbException e) {
      throw new IOException("can't be read: " + e.getMessage(), e);
    }
  }

  /** How messages call the value of a key. */
  String label(String key) {
    return folder + ":" + key;
  }

  /** What {@code meta_info.txt} lists, as clips: keys that are alike up to the last / or _. */
  List<Stored> clips() {
    return List.copyOf(byName().values());
  }

  /** One of them. */
  Optional<Stored> clip(String name) {
    return Optional.ofNullable(byName().get(name));
  }

  /** The list is read once: it may name a million pictures. */
  private Map<String, Stored> byName() {
    Map<String, Stored> known = clips;
    if (known == null) {
      known = listed();
      clips = known;
    }
    return known;
  }

  private Map<String, Stored> listed() {
    Map<String, List<String>> keys = new TreeMap<>(NaturalOrder.INSTANCE);
    for (String key : listedKeys()) {
      int end = Math.max(key.lastIndexOf('/'), key.lastIndexOf('_'));
      keys.computeIfAbsent(key.substring(0, Math.max(0, end)), k -> new ArrayList<>()).add(key);
    }
    Map<String, Stored> stored = new LinkedHashMap<>();
    keys.forEach(
        (prefix, all) -> {
          all.sort(NaturalOrder.INSTANCE);
          String name = prefix.isEmpty() ? FileKinds.name(folder) : prefix;
          stored.put(name, new Stored.Pictures(name, new LmdbPictures(this, all)));
        });
    return stored;
  }

  /** The keys that {@code meta_info.txt} names, in its order. */
  private List<String> listedKeys() {
    Path list = folder.resolve("meta_info.txt");
    try {
      List<String> keys =
          Files.readAllLines(list).stream()
              .filter(line -> !line.isBlank())
              .map(line -> FileKinds.stem(line.strip().split("\\s+")[0]))
              .toList();
      for (String key : keys) {
        if (!FileKinds.staysBelow(key)) {
          throw new EdvrException(
              Category.INPUT, "%s: its key %s would lead out of a folder".formatted(list, key));
        }
      }
      return keys;
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: can't be read (%s), and it says what the LMDB holds"
              .formatted(list, FileFailure.reason(e)),
          e);
    }
  }
}
