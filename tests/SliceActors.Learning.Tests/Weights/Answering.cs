using System.Net;

namespace SliceActors.Learning.Tests.Weights;

/// <summary>Stands for a server.</summary>
internal sealed class Answering(HttpStatusCode status, byte[] content) : HttpMessageHandler
{
    public List<Uri?> Asked { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add(request.RequestUri);
        return Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(content) });
    }
}
