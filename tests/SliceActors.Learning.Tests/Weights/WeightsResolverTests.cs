using System.Net;
using System.Security.Cryptography;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Learning.Tests.Weights;

public sealed class WeightsResolverTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Finding> findings = [];
    private readonly byte[] content;
    private readonly Architecture published;

    public WeightsResolverTests()
    {
        using var network = StateFiles.Network();
        var file = folder.File("made.pth");
        StateFiles.Write(file, StateFiles.State(network));
        content = File.ReadAllBytes(file);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content))[..8];
        published = network.Architecture with { Published = new PublishedWeights(new Uri($"https://example.org/models/net-{digest}.pth"), []) };
    }

    private string Name => Path.GetFileName(published.Published!.Address.LocalPath);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Published_weights_are_downloaded_once()
    {
        using var server = new Answering(HttpStatusCode.OK, content);
        var path = await Resolve(server, WeightsKind.ImageNet);
        Assert.Equal(Path.Combine(folder.Path, "weights", Name), path);
        Assert.Equal(content, await File.ReadAllBytesAsync(path!));
        Assert.Equal(path, await Resolve(server, WeightsKind.ImageNet));
        Assert.Equal([published.Published!.Address], server.Asked);
        Assert.Equal(path, Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "weights"))));
        Assert.Empty(findings);
    }

    [Fact]
    public async Task A_file_put_into_the_cache_folder_is_used_without_the_network()
    {
        Directory.CreateDirectory(folder.File("weights"));
        var path = Path.Combine(folder.File("weights"), Name);
        await File.WriteAllBytesAsync(path, content);
        using var server = new Answering(HttpStatusCode.OK, []);
        Assert.Equal(path, await Resolve(server, WeightsKind.ImageNet));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Another_file_than_the_published_one_is_refused_and_not_kept()
    {
        using var server = new Answering(HttpStatusCode.OK, content[..^1]);
        Assert.Null(await Resolve(server, WeightsKind.ImageNet));
        Assert.Contains("another file arrived", Assert.Single(findings).Found, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "weights")));
    }

    [Fact]
    public async Task A_server_that_refuses_is_an_error_that_says_what_to_do()
    {
        using var server = new Answering(HttpStatusCode.NotFound, []);
        Assert.Null(await Resolve(server, WeightsKind.ImageNet));
        var finding = Assert.Single(findings);
        Assert.Contains("404", finding.Found, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder.Path, "weights", Name), finding.Expected, StringComparison.Ordinal);
        Assert.Contains("--weights none", finding.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_in_the_cache_folder_is_left_for_the_user_to_remove()
    {
        Directory.CreateDirectory(folder.File("weights"));
        var path = Path.Combine(folder.File("weights"), Name);
        await File.WriteAllBytesAsync(path, [1, 2, 3]);
        using var server = new Answering(HttpStatusCode.OK, content);
        Assert.Null(await Resolve(server, WeightsKind.ImageNet));
        Assert.Equal(path, Assert.Single(findings).Where);
        Assert.True(File.Exists(path));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task A_users_file_is_found_and_checked_against_the_network()
    {
        using var server = new Answering(HttpStatusCode.OK, []);
        Assert.Equal(folder.File("made.pth"), await Resolve(server, WeightsKind.File, folder.File("made.pth")));
        Assert.Empty(findings);
        var resnet18 = ArchitectureTable.Find("resnet18")!;
        Assert.Null(await new WeightsResolver(folder.Path, server).ResolveAsync(
            resnet18, WeightsKind.File, folder.File("made.pth"), findings, CancellationToken.None));
        Assert.Equal(2, findings.Count);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error()
    {
        using var server = new Answering(HttpStatusCode.OK, []);
        Assert.Null(await Resolve(server, WeightsKind.File, folder.File("none.pth")));
        Assert.Equal(folder.File("none.pth"), Assert.Single(findings).Where);
    }

    [Fact]
    public async Task ImageNet_weights_for_a_network_without_any_are_an_error()
    {
        using var server = new Answering(HttpStatusCode.OK, []);
        Assert.Null(await new WeightsResolver(folder.Path, server).ResolveAsync(
            ArchitectureTable.Find("ConvNet")!, WeightsKind.ImageNet, null, findings, CancellationToken.None));
        Assert.Contains("no ImageNet weights for ConvNet", Assert.Single(findings).Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_weights_need_no_file()
    {
        using var server = new Answering(HttpStatusCode.OK, []);
        Assert.Null(await Resolve(server, WeightsKind.None));
        Assert.Empty(findings);
    }

    [Fact]
    public async Task A_cancelled_download_is_cancelled_and_leaves_nothing()
    {
        using var server = new Answering(HttpStatusCode.OK, content);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new WeightsResolver(folder.Path, server).ResolveAsync(published, WeightsKind.ImageNet, null, findings, cancelled.Token));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "weights")));
    }

    private Task<string?> Resolve(Answering server, WeightsKind kind, string? file = null) =>
        new WeightsResolver(folder.Path, server).ResolveAsync(published, kind, file, findings, CancellationToken.None);
}
