import { DuckDBInstance } from '@duckdb/node-api';

/** A DuckDB in memory with the students in the table `t`: keys as integers, missing as NULL. */
export async function openDuckdb(csv, threads) {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  if (csv !== null) await connection.run(loadSql(csv));
  return connection;
}

export const loadSql = (
  csv,
) => `create or replace table t as select * from read_csv('${csv}', header = true, columns = {
  school: 'INTEGER', grade: 'INTEGER', subject: 'INTEGER', arm: 'INTEGER', pre: 'DOUBLE', post: 'DOUBLE', minutes: 'DOUBLE'})`;

/** Runs a query to its end; rows are read outside of the time. */
export const query = (connection, sql) => connection.run(sql);
