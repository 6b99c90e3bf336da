/** Repositories of the Hugging Face hub and of servers that speak its API. */
@NullMarked
package dev.assay.connectors.huggingface;

import org.jspecify.annotations.NullMarked;
