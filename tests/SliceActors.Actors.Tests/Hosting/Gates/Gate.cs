namespace SliceActors.Actors.Tests.Hosting.Gates;

/// <summary>How far a stranger has come.</summary>
public enum Gate
{
    /// <summary>The port of a node without certificates.</summary>
    Plain,

    /// <summary>The port of a node with certificates, without showing one.</summary>
    BeforeHandshake,

    /// <summary>The same with a certificate of the site.</summary>
    AfterHandshake,
}
