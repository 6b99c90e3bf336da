package dev.assay.detectors.model.catboost;

import static dev.assay.detectors.FlatBytes.file;
import static dev.assay.detectors.FlatBytes.little;
import static dev.assay.detectors.FlatBytes.table;

import dev.assay.detectors.model.FormatCase;
import java.util.List;
import java.util.Map;

/** Makes models of CatBoost, good and bad. */
public final class CatboostSamples {
    private CatboostSamples() {}

    private static byte[] model(String version, String parameters) {
        byte[] core = file("\0\0\0\0", table(version, table(1), List.of(table("params", parameters))));
        return little("CBM1", core.length, core, new byte[16]);
    }

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("sound.cbm", model("FlabuffersModel_v1", "{\"iterations\":3}")),
                FormatCase.of("version.cbm", model("SomethingElse", "{}"), "gap:malformed"),
                FormatCase.of(
                        "command.cbm",
                        model("FlabuffersModel_v1", "subprocess.run(['id'])"),
                        "model/embedded-command",
                        "code/python-process"),
                FormatCase.of("length.cbm", little("CBM1", -1, new byte[20]), "gap:malformed"),
                FormatCase.of(
                        "no-core.cbm",
                        little("CBM1", 40, "python -c \"import os; os.system('id')\""),
                        "model/embedded-command",
                        "gap:malformed"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
