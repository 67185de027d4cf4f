package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.BytePointer;

/** What containers say of a video beside its codec's own header. */
final class SideData {
  /** For which display and light a high dynamic range was made. */
  private static final int[] OF_LIGHT = {
    AV_PKT_DATA_MASTERING_DISPLAY_METADATA, AV_PKT_DATA_CONTENT_LIGHT_LEVEL
  };

  private SideData() {}

  /** Adds data to a stream's description. */
  static void add(AVCodecParameters stream, int type, byte[] data) {
    AVPacketSideData list = new AVPacketSideData(stream.coded_side_data());
    int[] length = {stream.nb_coded_side_data()};
    AVPacketSideData added = av_packet_side_data_new(list, length, type, data.length, 0);
    if (added == null || added.isNull()) {
      throw new EdvrException(Category.MEMORY, "no memory left to describe a video");
    }
    added.data().put(data);
    stream.coded_side_data(list).nb_coded_side_data(length[0]);
  }

  /** Whether a stream says for which display or light it was made. */
  static boolean saysLight(AVCodecParameters stream) {
    for (int type : OF_LIGHT) {
      if (has(get(stream, type))) {
        return true;
      }
    }
    return false;
  }

  /** Lets a stream say for which display and light another one was made. */
  static void copyLight(AVCodecParameters from, AVCodecParameters to) {
    for (int type : OF_LIGHT) {
      AVPacketSideData found = get(from, type);
      if (has(found)) {
        byte[] data = new byte[(int) found.size()];
        new BytePointer(found.data()).get(data);
        add(to, type, data);
      }
    }
  }

  private static AVPacketSideData get(AVCodecParameters stream, int type) {
    return av_packet_side_data_get(stream.coded_side_data(), stream.nb_coded_side_data(), type);
  }

  private static boolean has(AVPacketSideData found) {
    return found != null && !found.isNull();
  }
}
