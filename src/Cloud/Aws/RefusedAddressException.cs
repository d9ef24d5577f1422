namespace Coffer.Cloud.Aws;

/// <summary>No connection is made there, whatever the address answers. The message is for people: it names the host and the rule.</summary>
internal sealed class RefusedAddressException(string message) : Exception(message);
