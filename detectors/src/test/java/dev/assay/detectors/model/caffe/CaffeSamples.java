package dev.assay.detectors.model.caffe;

import dev.assay.detectors.ProtobufBytes;
import dev.assay.engine.text.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes Caffe's networks out of words, bad ones too: only bytes, which nothing ever loads. */
public final class CaffeSamples {
    private CaffeSamples() {}

    /** The notation of {@code rules.yaml}. */
    static byte[] net(String words) {
        List<String> all = Parts.of(words, ' ');
        ProtobufBytes layer =
                new ProtobufBytes().text(1, "first").text(2, all.getFirst()).text(3, "data");
        if (all.size() > 1) {
            layer.message(
                    130,
                    new ProtobufBytes().text(1, all.get(1)).text(2, all.get(2)).text(3, "{'a': 1}"));
        } else {
            layer.bytes(7, new byte[40]);
        }
        return new ProtobufBytes().text(1, "net").message(100, layer).build();
    }

    /** A network as Caffe wrote it before its layers' types were texts. */
    static byte[] old() {
        ProtobufBytes layer = new ProtobufBytes()
                .text(2, "data")
                .text(4, "conv1")
                .number(5, 4)
                .bytes(6, new byte[30]);
        return new ProtobufBytes().text(1, "net").message(2, layer).build();
    }

    /** By name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("sound.caffemodel", net("Convolution"));
        all.put("python.caffemodel", net("Python evil Layer"));
        all.put("old.caffemodel", old());
        all.put("cut.caffemodel", Arrays.copyOf(net("Convolution"), 40));
        return all;
    }
}
