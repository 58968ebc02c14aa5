using System.Data;
using System.Runtime.CompilerServices;
using Dapper;

namespace RsCard.Students.Database;

/// <summary>How our types lie in the database. Registered once, before the first query, by the module's initializer.</summary>
internal static class DapperTypes
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The handlers are static state of Dapper: there is no composition root that every test and tool passes through.")]
    internal static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new UtcHandler());
        SqlMapper.AddTypeHandler(new DayHandler());
        SqlMapper.AddTypeHandler(new IdHandler<StudentId>());
        SqlMapper.AddTypeHandler(new IdHandler<EnrolmentId>());
        SqlMapper.AddTypeHandler(new IdHandler<CaseId>());
        SqlMapper.AddTypeHandler(new IdHandler<SubmissionId>());
        SqlMapper.AddTypeHandler(new IdHandler<CardId>());
        SqlMapper.AddTypeHandler(new IdHandler<MailId>());
    }

    private sealed class UtcHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;

        public override DateTimeOffset Parse(object value) =>
            value is DateTimeOffset at ? at : new DateTimeOffset(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));
    }

    private sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.Date;
            parameter.Value = value;
        }

        public override DateOnly Parse(object value) => value is DateOnly day ? day : DateOnly.FromDateTime((DateTime)value);
    }

    private sealed class IdHandler<TId> : SqlMapper.TypeHandler<TId>
        where TId : struct, IId<TId>
    {
        public override void SetValue(IDbDataParameter parameter, TId value)
        {
            parameter.DbType = DbType.Guid;
            parameter.Value = value.Value;
        }

        public override TId Parse(object value) => TId.From((Guid)value);
    }
}
