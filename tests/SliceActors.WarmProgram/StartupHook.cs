#pragma warning disable CA1050 // The runtime asks for this name, in no namespace.

using SliceActors.WarmProgram;

/// <summary>What the runtime calls before the program's own start, where <c>DOTNET_STARTUP_HOOKS</c> names this library.</summary>
internal static class StartupHook
{
    /// <summary>Runs the command lines that come in, one after the other, until no more come; the program's own start is never reached.</summary>
    public static void Initialize()
    {
        // What the program starts is to start as usual.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        WarmCommands.Run();
        Environment.Exit(0);
    }
}
