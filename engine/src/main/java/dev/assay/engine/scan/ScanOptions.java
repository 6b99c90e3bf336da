package dev.assay.engine.scan;

import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Pace;
import dev.assay.engine.report.Occurrences;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Policy;
import java.time.LocalDate;

/**
 * How to scan.
 *
 * @param failOn the least severity that makes a target unsafe
 * @param failFast stop at the first finding that counts, in walk order
 * @param strict report what nobody interprets as a gap
 * @param deep look into what nobody interprets
 * @param explain report the programs that lie in what is scanned
 * @param inspect report what the models are
 * @param digest of what is inspected, report the SHA-256, too
 * @param verifyCache never trust an identity: digest every file
 * @param jobs artifacts decoded at once
 * @param pace how much of the processors the scan may use
 * @param memoryBytes what content may take
 * @param pressure when fewer artifacts are in flight, since memory runs short
 * @param maxSizeBytes larger artifacts are not read, which is a gap
 * @param baseline what an earlier report has, which does not count again
 * @param whole whether all that the earlier one saw is scanned: what is not met then is gone
 * @param policy how bad findings are, and which do not count, as the user has it
 * @param selection which artifacts of the walk are wanted
 */
public record ScanOptions(
        Severity failOn,
        boolean failFast,
        boolean strict,
        boolean deep,
        boolean explain,
        boolean inspect,
        boolean digest,
        boolean verifyCache,
        int jobs,
        Pace pace,
        long memoryBytes,
        Pressure pressure,
        long maxSizeBytes,
        Limits limits,
        LocalDate asOf,
        Occurrences baseline,
        boolean whole,
        Policy policy,
        Selection selection) {}
