namespace SliceActors.EndToEnd.Tests.Crashes;

/// <summary>A system call of a process that changes something below a folder.</summary>
/// <param name="Kind">What it does: write, flush, create, rename, link, unlink or mkdir.</param>
/// <param name="Number">Which of its kind it is, from 1 on; how many of them there were, where calls are counted.</param>
internal readonly record struct Call(string Kind, int Number);
