import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Peak resident memory of this process in megabytes, its threads included. Where the system says it of the process alone, that is taken: what
 * `resourceUsage` tells on Linux may be the peak of the process that started this one.
 */
export function peakMegabytes() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Math.round(Number(kilobytes) / 1024);
}

/** Resident memory of this process now, in megabytes. The peak is counted anew from here, where the system can do that (Linux). */
export function heldMegabytes() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // The peak then includes what came before.
  }
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}
