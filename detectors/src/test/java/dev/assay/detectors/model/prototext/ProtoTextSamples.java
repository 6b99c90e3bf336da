package dev.assay.detectors.model.prototext;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Graphs as text, bad ones too: only bytes, which nothing ever loads. */
public final class ProtoTextSamples {
    static final String TENSORFLOW = """
            # a SavedModel
            saved_model_schema_version: 1
            meta_graphs {
              meta_info_def { tags: "serve" }
              graph_def {
                node { name: "c" op: "Const" attr { key: "value" value { tensor { string_val: "a\\tb" } } } }
                node { name: "w" op: "WriteFile" input: ["c", "c"] attr { key: "x" value { s: "/etc/" 'cron.d' } } }
                library { function { node_def < name: "p"; op: 'PyFunc' > } }
              }
            }
            """;

    static final String CAFFE = """
            name: "net"
            layer { name: "data" type: "Input" top: "data" input_param { shape: { dim: 1 dim: 3 } } }
            layer { name: "py" type: "Python" python_param { module: "evil" layer: "Layer" param_str: "{}" } }
            """;

    static final String ONNX = """
            ir_version: 8
            graph { node { input: "x" output: "y" op_type: "Relu" } node { op_type: "Custom" domain: "mine" } }
            """;

    private ProtoTextSamples() {}

    /** By name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("saved_model.pbtxt", TENSORFLOW.getBytes(StandardCharsets.UTF_8));
        all.put("deploy.prototxt", CAFFE.getBytes(StandardCharsets.UTF_8));
        all.put("model.onnxtxt", ONNX.getBytes(StandardCharsets.UTF_8));
        all.put("open.prototxt", "layer { name: \"a\"".getBytes(StandardCharsets.UTF_8));
        return all;
    }
}
