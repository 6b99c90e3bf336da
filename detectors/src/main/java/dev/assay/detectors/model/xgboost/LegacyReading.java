package dev.assay.detectors.model.xgboost;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.PayloadTexts;
import java.io.IOException;

/** The binary format up to XGBoost 2: a block of parameters, two names, trees as memory has them, attributes. */
final class LegacyReading {
    private static final int MAGIC_BYTES = 4;

    /** {@code LearnerModelParamLegacy}. */
    private static final int PARAMETER_BYTES = 136;

    private static final int MOST_NAME_BYTES = 1_024;

    private final ByteReader in;
    private final ByteSource source;
    private final Anomalies anomalies;
    private final PayloadTexts texts;

    LegacyReading(ByteReader in, ByteSource source, Anomalies anomalies, PayloadTexts texts) {
        this.in = in;
        this.source = source;
        this.anomalies = anomalies;
        this.texts = texts;
    }

    void read() throws IOException {
        in.skip(MAGIC_BYTES + PARAMETER_BYTES);
        name("the objective");
        name("the booster");
        texts.runs("text", in, Long.MAX_VALUE);
    }

    private void name(String what) throws IOException {
        long at = in.position();
        long length = in.i64le();
        if (length < 0 || length > MOST_NAME_BYTES) {
            anomalies.add(
                    "legacy-header",
                    at,
                    () -> what + " has a name of " + Long.toUnsignedString(length) + " bytes in a file of "
                            + source.sizeBytes());
            throw new MalformedException(at, what + " has a name of " + Long.toUnsignedString(length) + " bytes");
        }
        texts.add(what, in.latin1((int) length), at);
    }
}
