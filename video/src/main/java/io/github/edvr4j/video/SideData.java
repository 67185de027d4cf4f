package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;

/** What containers and codecs say of a video beside its header, in FFmpeg's structures. */
final class SideData {
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

  /** What a container says of a stream, copied. */
  static Optional<ByteBuffer> get(AVCodecParameters stream, int type) {
    AVPacketSideData found =
        av_packet_side_data_get(stream.coded_side_data(), stream.nb_coded_side_data(), type);
    return found == null || found.isNull()
        ? Optional.empty()
        : Optional.of(copy(found.data(), found.size()));
  }

  /** What a picture says of itself, copied. */
  static Optional<ByteBuffer> get(AVFrame picture, int type) {
    AVFrameSideData found = av_frame_get_side_data(picture, type);
    return found == null || found.isNull()
        ? Optional.empty()
        : Optional.of(copy(found.data(), found.size()));
  }

  private static ByteBuffer copy(BytePointer data, long size) {
    byte[] bytes = new byte[(int) size];
    new BytePointer(data).get(bytes);
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }
}
