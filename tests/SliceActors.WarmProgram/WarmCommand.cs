namespace SliceActors.WarmProgram;

/// <summary>One command line of the program and where its words go.</summary>
/// <param name="Arguments">The command line.</param>
/// <param name="Output">File that takes standard output.</param>
/// <param name="Errors">File that takes standard error.</param>
public sealed record WarmCommand(IReadOnlyList<string> Arguments, string Output, string Errors);
