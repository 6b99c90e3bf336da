package dev.assay.detectors.model.torchscript;

import dev.assay.detectors.archive.ZipBytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Makes archives of TorchScript and of torch.package, bad ones too: only bytes, which nothing ever loads. */
public final class TorchScriptSamples {
    /** A pickle of an empty tuple. */
    private static final byte[] EMPTY = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptSamples() {}

    /** The members in the order in which torch writes them: the code before the constants. */
    static ZipBytes archive(String codeName, byte[] source) {
        ZipBytes zip = new ZipBytes();
        zip.stored("m/data.pkl", EMPTY);
        zip.deflated("m/" + codeName, source);
        zip.stored("m/constants.pkl", EMPTY);
        zip.stored("m/version", "3\n");
        return zip;
    }

    static byte[] script(String source) {
        return archive("code/__torch__.py", source.getBytes(StandardCharsets.ISO_8859_1))
                .build();
    }

    static ZipBytes packaged(int sources) {
        ZipBytes zip = new ZipBytes();
        zip.stored("p/net/weights.pkl", EMPTY);
        for (int i = 0; i < sources; i++) {
            zip.stored("p/net/" + (i == 0 ? "__init__" : "layer" + i) + ".py", "import os\n");
        }
        zip.stored("p/.data/extern_modules", "os\n");
        zip.stored("p/.data/python_version", "3.11.2");
        return zip;
    }

    /** By name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("reads.jit.pt", script("def f(self):\n  return torch.from_file(\"/etc/passwd\", False, 100)\n"));
        all.put("writes.jit.pt", script("def f(self, x):\n  _0 = torch.save(x, \"/tmp/a\")\n"));
        all.put("hides.jit.pt", script("def f(self, x):\n  t = torch\n  getattr(t, \"sa\\x76e\")(x, '''a\nb''')\n"));
        all.put("custom.jit.pt", script("def f(self, x):\n  return ops.mine.run(x) # ops.other.run\n"));
        all.put("state.jit.pt", script("def __setstate__(self, x):\n  ops.image.write_file(\"a\", x)\n"));
        all.put("code.package.pt", packaged(7).build());
        return all;
    }
}
