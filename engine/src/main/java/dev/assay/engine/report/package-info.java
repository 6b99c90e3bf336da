/** What a scan says: findings, gaps, coverage, and where. */
@NullMarked
package dev.assay.engine.report;

import org.jspecify.annotations.NullMarked;
