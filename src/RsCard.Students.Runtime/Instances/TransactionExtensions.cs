using Npgsql;

namespace RsCard.Students.Runtime.Instances;

/// <summary>Npgsql forgets the connection of a transaction that has ended.</summary>
internal static class TransactionExtensions
{
    /// <exception cref="InvalidOperationException">The transaction has ended.</exception>
    public static NpgsqlConnection OpenConnection(this NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("expected an open transaction, got one that has ended");
}
