/** Objects of S3 and of every store that speaks its API. */
@NullMarked
package dev.assay.connectors.s3;

import org.jspecify.annotations.NullMarked;
