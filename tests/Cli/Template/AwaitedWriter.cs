using System.Text;

namespace Coffer.Cli.Tests.Template;

/// <summary>Keeps what is written, and tells when a text has come.</summary>
internal sealed class AwaitedWriter : TextWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _more = New();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _text.Append(value);
            _more.TrySetResult();
            _more = New();
        }
    }

    /// <summary>Waits until the text has been written.</summary>
    public async Task ShowsAsync(string text)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_text.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }

                more = _more.Task;
            }

            await more.WaitAsync(Patience, TimeProvider.System);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
