using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;

namespace Coffer.Silo.Clustering;

/// <summary>An authenticated stream as the pipes that Orleans reads and writes, over the connection's own pool of memory.</summary>
internal sealed class TlsPipe(SslStream stream, MemoryPool<byte>? pool) : IDuplexPipe, IDisposable
{
    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(pool, leaveOpen: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(pool, leaveOpen: true));

    /// <summary>
    /// Ends the connection at once as far as Orleans is concerned: it reads what is there, closes, and opens another one when
    /// it has something to send.
    /// </summary>
    public void Retire() => Input.CancelPendingRead();

    /// <summary>Gives the memory back, also after a failure; what was not sent is not sent any more.</summary>
    public void Dispose()
    {
        Input.Complete();
        Output.Complete(new ConnectionAbortedException());
    }
}
